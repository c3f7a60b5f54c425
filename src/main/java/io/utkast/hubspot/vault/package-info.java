/** Keeps refresh tokens on disk, encrypted. */
@NullMarked
package io.utkast.hubspot.vault;

import org.jspecify.annotations.NullMarked;
