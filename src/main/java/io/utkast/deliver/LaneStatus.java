package io.utkast.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a lane does and did since the start of the process.
 *
 * @param reason why it is in this state, in plain words; null while all is well
 * @param since when it came into this state
 * @param answers requests by how they ended
 * @param delivered events that HubSpot took
 * @param eventsPerSecond delivered in the last minute
 * @param eventsPerRequest zero before the first request
 */
public record LaneStatus(
        LaneState state,
        @Nullable String reason,
        Instant since,
        long requests,
        Map<Answered, Long> answers,
        long delivered,
        double eventsPerSecond,
        double eventsPerRequest,
        QuotaUse quota,
        Delay delay,
        int inFlight) {

    /**
     * The portal's quota as far as this lane uses it.
     *
     * @param limit HubSpot's limit in the window, the reserve included
     * @param usable what of it this lane may use now
     * @param others what other programs use of it, as far as HubSpot told
     * @param daily null if the portal has no daily limit
     */
    public record QuotaUse(
            int limit,
            Duration window,
            int used,
            int usable,
            int others,
            @Nullable DailyUse daily) {}

    /** HubSpot's limit from midnight to midnight, and what this gateway used of it today. */
    public record DailyUse(int limit, long used) {}

    /**
     * Seconds from the acceptance of an event to HubSpot's yes.
     *
     * @param p50 among the latest; zero if there are none, like {@code p99}
     * @param count of all delivered events
     * @param total of all delivered events
     */
    public record Delay(double p50, double p99, long count, double total) {}
}
