/** Which sites and portals exist, their origins, limits and event mappings, checked at the start. */
@NullMarked
package io.utkast.site;

import org.jspecify.annotations.NullMarked;
