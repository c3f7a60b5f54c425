/** A stand-in HubSpot in its own words; shares nothing with the client it is tested against. */
@NullMarked
package io.utkast.sandbox;

import org.jspecify.annotations.NullMarked;
