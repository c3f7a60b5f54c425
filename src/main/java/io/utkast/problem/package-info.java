/** The one error body of the gateway's own doors (RFC 9457) and its mapper. */
@NullMarked
package io.utkast.problem;

import org.jspecify.annotations.NullMarked;
