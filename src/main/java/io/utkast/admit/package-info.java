/** May this event in? Rules over limits, duplicates, consent and bots, with one sealed verdict. */
@NullMarked
package io.utkast.admit;

import org.jspecify.annotations.NullMarked;
