package io.utkast.sandbox;

import org.jspecify.annotations.Nullable;

/** Who fills in a form: the visitor's utk and what they say of themselves. */
record Identified(
        String utk,
        String email,
        @Nullable String firstName,
        @Nullable String lastName) {}
