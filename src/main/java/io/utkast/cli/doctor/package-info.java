/** What {@code doctor} looks at, and how it tells it. */
@NullMarked
package io.utkast.cli.doctor;

import org.jspecify.annotations.NullMarked;
