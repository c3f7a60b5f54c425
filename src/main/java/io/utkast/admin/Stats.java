package io.utkast.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.admin.sites.SiteStats;
import io.utkast.admit.BotRules;
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
            Stats.DailyStats.class,
            Stats.ShadowStats.class,
            Stats.Percentiles.class,
            Stats.OutboxStats.class,
            Stats.DeadLetterStats.class,
            Stats.Caches.class,
            Stats.CacheStats.class,
            Stats.DuplicateStats.class,
            BotRules.Hits.class
        })
public record Stats(
        String at,
        String version,
        String startedAt,
        long uptimeSeconds,
        Map<String, SiteStats> sites,
        Map<String, PortalStats> portals,
        OutboxStats outbox,
        Caches caches,
        BotRules.Hits bots) {

    /**
     * One portal.
     *
     * @param state the lane's, such as {@code delivering}
     * @param stateReason why, in plain words; null while all is well
     * @param oldestSeconds the age of the oldest waiting event, 0 if none waits
     * @param delivered events that HubSpot took
     * @param linked those of them that its answer showed on a contact
     * @param deadLetters kept now
     * @param secondsToEmpty how long the backlog lasts at the rate of the last minute; null if nothing moves
     * @param shadow null for a portal without {@code shadow-dialect}
     */
    public record PortalStats(
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

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Double secondsToEmpty,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ShadowStats shadow) {}

    /** What the shadow dialect would have made of the delivered events. */
    public record ShadowStats(String dialect, long mapped, Map<String, Long> invalid) {}

    /**
     * Requests in the rolling window.
     *
     * @param usable what of the limit this gateway may use now
     * @param others what other programs use, as far as HubSpot told
     * @param daily absent without a daily limit
     */
    public record QuotaStats(
            int limit,
            double windowSeconds,
            int used,
            int usable,
            int others,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            DailyStats daily) {}

    /** Requests of the day, in the account's time zone. */
    public record DailyStats(int limit, long used) {}

    /** Median and 99th percentile of the latest values. */
    public record Percentiles(double p50, double p99) {}

    /** The outbox as a whole. */
    public record OutboxStats(
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
    public record DeadLetterStats(
            long kept,
            int maximum,
            long oldestSeconds,
            long keepSeconds,
            long expired,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String warning) {}

    /** The caches of the collect path. */
    public record Caches(CacheStats visitors, DuplicateStats duplicates, CacheStats addresses, CacheStats userAgents) {}

    /**
     * The memory of event ids.
     *
     * @param reachSeconds every event of so many seconds is known
     * @param boundBy {@code time}, or {@code number} where newer events push out older ones before their time
     */
    public record DuplicateStats(long size, long maximum, double hitRatio, long reachSeconds, String boundBy) {}

    /**
     * One cache.
     *
     * @param hitRatio 0 to 1
     */
    public record CacheStats(long size, long maximum, double hitRatio) {}
}
