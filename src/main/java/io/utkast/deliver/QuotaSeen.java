package io.utkast.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits an answer told ({@code X-HubSpot-RateLimit-*}).
 *
 * @param maximum requests allowed in the interval
 */
public record QuotaSeen(
        @Nullable Integer maximum,
        @Nullable Integer remaining,
        @Nullable Duration interval) {
    /** An answer without limits. */
    public static final QuotaSeen NONE = new QuotaSeen(null, null, null);
}
