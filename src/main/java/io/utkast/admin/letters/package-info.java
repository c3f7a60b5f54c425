/** The operator's door to dead letters: look, replay, drop. */
@NullMarked
package io.utkast.admin.letters;

import org.jspecify.annotations.NullMarked;
