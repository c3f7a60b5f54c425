package io.utkast.deliver;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does and did since the start of the process.
 *
 * @param reason why it is in this state, in plain words; null while all is well
 * @param since when it came into this state
 * @param delivered events that HubSpot took
 * @param eventsPerRequest zero before the first request
 */
public record LaneStatus(
        LaneState state,
        @Nullable String reason,
        Instant since,
        long requests,
        long delivered,
        double eventsPerRequest,
        QuotaUse quota,
        Delay delay,
        int inFlight) {

    /**
     * The portal's quota as far as this lane uses it.
     *
     * @param limit HubSpot's limit in the window, the reserve included
     */
    public record QuotaUse(int limit, Duration window, int used) {}

    /** Seconds from the acceptance of an event to HubSpot's yes, among the latest; zero if there are none. */
    public record Delay(double p50, double p99) {}
}
