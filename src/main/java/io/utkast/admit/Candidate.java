package io.utkast.admit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as the sender wrote it.
 *
 * @param at epoch milliseconds by the sender's clock
 * @param props values are String, Long, Double or Boolean; not changed once it is handed over
 * @param fault what is wrong with its shape, null if nothing is
 */
public record Candidate(
        @Nullable String id,
        @Nullable String type,
        @Nullable Long at,
        @Nullable String url,
        @Nullable String title,
        @Nullable String referrer,
        Map<String, Object> props,
        @Nullable String fault) {}
