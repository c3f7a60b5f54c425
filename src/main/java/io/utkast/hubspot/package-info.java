/** The real destination: mapping, dialects, REST client, OAuth and the reading of every answer. */
@NullMarked
package io.utkast.hubspot;

import org.jspecify.annotations.NullMarked;
