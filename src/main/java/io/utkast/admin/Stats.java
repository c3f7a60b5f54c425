package io.utkast.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.collect.SiteCounters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code GET /admin/stats}. Counters are since the start of the process; what is queued is what the file
 * holds.
 */
@RegisterForReflection(
        targets = {
            Stats.class,
            Stats.PortalStats.class,
            Stats.QuotaStats.class,
            Stats.ShadowStats.class,
            Stats.Percentiles.class,
            Stats.OutboxStats.class,
            Stats.DeadLetterStats.class,
            Stats.Caches.class,
            Stats.CacheStats.class,
            SiteCounters.Snapshot.class
        })
public record Stats(
        String version,
        String startedAt,
        long uptimeSeconds,
        Map<String, SiteCounters.Snapshot> sites,
        Map<String, PortalStats> portals,
        OutboxStats outbox,
        Caches caches) {

    /**
     * One portal.
     *
     * @param state the lane's, such as {@code delivering}
     * @param stateReason why, in plain words; null while all is well
     * @param oldestSeconds the age of the oldest waiting event, 0 if none waits
     * @param delivered events that HubSpot took
     * @param linked those of them that its answer showed on a contact
     * @param deadLetters kept now
     * @param shadow null for a portal without {@code shadow-dialect}
     */
    record PortalStats(
            String state,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String stateReason,

            long queued,
            double oldestSeconds,
            long delivered,
            long linked,
            long unlinked,
            long deadLetters,
            long held,
            long requests,
            double eventsPerRequest,
            QuotaStats quota,
            Percentiles delaySeconds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ShadowStats shadow) {}

    /** What the shadow dialect would have made of the delivered events. */
    record ShadowStats(String dialect, long mapped, Map<String, Long> invalid) {}

    /** Requests in the rolling window. */
    record QuotaStats(int limit, double windowSeconds, int used) {}

    /** Median and 99th percentile of the latest values. */
    record Percentiles(double p50, double p99) {}

    /** The outbox as a whole. */
    record OutboxStats(
            String kind,
            long queued,
            long bytes,
            long capacityBytes,
            Percentiles commitMillis,
            DeadLetterStats deadLetters) {}

    /**
     * The dead letters of all portals, and how near they are to their bounds.
     *
     * @param oldestSeconds since the oldest one died, 0 if there is none
     * @param expired those that went because of a bound
     * @param warning which bound is near; null while none is
     */
    record DeadLetterStats(
            long kept,
            int maximum,
            double oldestSeconds,
            long keepSeconds,
            long expired,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String warning) {}

    /** The caches of the collect path. */
    record Caches(CacheStats visitors, CacheStats duplicates) {}

    /**
     * One cache.
     *
     * @param hitRatio 0 to 1
     */
    record CacheStats(long size, long maximum, double hitRatio) {}
}
