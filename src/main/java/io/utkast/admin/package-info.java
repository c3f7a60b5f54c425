/** The operator's door: log-in, page, stats and actions, guarded by the admin token. */
@NullMarked
package io.utkast.admin;

import org.jspecify.annotations.NullMarked;
