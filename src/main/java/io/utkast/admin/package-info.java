/** The operator's door: stats, guarded by the admin token. */
@NullMarked
package io.utkast.admin;

import org.jspecify.annotations.NullMarked;
