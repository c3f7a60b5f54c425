package io.utkast.outbox;

import io.utkast.event.PortalKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox holds.
 *
 * @param kind the implementation's name, such as {@code sqlite}
 * @param queued events waiting, held ones included, dead ones not
 * @param bytes live bytes on disk
 * @param commitMillis how long the latest commits took
 */
public record OutboxStatus(
        String kind,
        long queued,
        long bytes,
        long capacityBytes,
        Map<PortalKey, PortalShare> portals,
        Percentiles commitMillis) {

    /**
     * One portal's part.
     *
     * @param oldest when its oldest waiting event was accepted
     * @param linked delivered ones that the answer showed on a contact
     */
    public record PortalShare(
            long queued,
            long held,
            long deadLetters,
            long delivered,
            long linked,
            @Nullable Instant oldest) {}

    /** Median and 99th percentile of the latest values; zero if there are none. */
    public record Percentiles(double p50, double p99) {}
}
