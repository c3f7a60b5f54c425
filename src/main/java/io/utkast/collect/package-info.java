/** The browser's door: reads the body, asks admit, appends to the outbox, answers; serves the snippet. */
@NullMarked
package io.utkast.collect;

import org.jspecify.annotations.NullMarked;
