/** How each site is doing, and whether its snippet is installed right. */
@NullMarked
package io.utkast.admin.sites;

import org.jspecify.annotations.NullMarked;
