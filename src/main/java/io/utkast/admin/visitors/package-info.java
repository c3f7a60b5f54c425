/** The operator's door to single visitors: erase. */
@NullMarked
package io.utkast.admin.visitors;

import org.jspecify.annotations.NullMarked;
