package io.utkast.collect;

import org.jspecify.annotations.Nullable;

/**
 * A request for the pixel.
 *
 * @param page the {@code Referer}: the page that holds the pixel, or only its origin
 * @param crossSite whether the browser says that the page is of another site than the gateway
 */
record Pixel(Envelope envelope, @Nullable String page, boolean crossSite) {}
