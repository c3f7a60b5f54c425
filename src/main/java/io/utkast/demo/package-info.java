/** The demo shop and its stand-in for HubSpot's tracking script. */
@NullMarked
package io.utkast.demo;

import org.jspecify.annotations.NullMarked;
