package io.utkast.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One cleaned event of a visitor: clock skew corrected, texts cut, query parameters filtered.
 *
 * @param at when it happened, millisecond precision
 * @param url the page's address without fragment and user-info
 * @param props at most 32 values, each a String, Long, Double or Boolean
 */
public record BrowserEvent(
        EventId id,
        EventType type,
        Instant at,
        @Nullable String url,
        @Nullable String title,
        @Nullable String referrer,
        Map<String, Object> props) {}
