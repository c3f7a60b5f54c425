package io.utkast.admit;

import org.jspecify.annotations.Nullable;

/**
 * What a sender's headers say of the program that sent them.
 *
 * @param brands {@code Sec-CH-UA}, which only browsers made of Chromium send
 * @param speaks whether there is an {@code Accept-Language}: each browser that people use sends one
 */
public record Agent(@Nullable String userAgent, @Nullable String brands, boolean speaks) {
    /** A sender that says nothing. */
    public static final Agent SILENT = new Agent(null, null, false);
}
