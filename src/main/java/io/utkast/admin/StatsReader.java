package io.utkast.admin;

import io.utkast.admin.sites.SiteStatsReader;
import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Gathers the figures of {@link Stats} from the parts that count them. */
@Singleton
class StatsReader {
    private final SiteStatsReader sites;
    private final PortalStatsReader portals;
    private final Outbox outbox;
    private final CacheReader caches;
    private final RunningVersion running;

    StatsReader(
            SiteStatsReader sites,
            PortalStatsReader portals,
            Outbox outbox,
            CacheReader caches,
            RunningVersion running) {
        this.sites = sites;
        this.portals = portals;
        this.outbox = outbox;
        this.caches = caches;
        this.running = running;
    }

    CompletionStage<Stats> read() {
        return outbox.status().thenCombine(outbox.deadLetters().figures(), this::stats);
    }

    private Stats stats(OutboxStatus status, DeadLetters.Figures letters) {
        Instant now = running.now();
        Map<String, Stats.PortalStats> portalStats = portals.read(status.portals(), now);
        return new Stats(
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                running.version(),
                running.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(running.startedAt(), now).toSeconds(),
                sites.read(
                        portal -> Objects.requireNonNull(portalStats.get(portal.value()), "each portal has a lane")
                                .state(),
                        now),
                portalStats,
                new Stats.OutboxStats(
                        status.kind(),
                        status.queued(),
                        status.bytes(),
                        status.capacityBytes(),
                        PortalStatsReader.percentiles(
                                status.commitMillis().p50(),
                                status.commitMillis().p99()),
                        letters(letters, now)),
                caches.read(),
                caches.bots());
    }

    private static Stats.DeadLetterStats letters(DeadLetters.Figures letters, Instant now) {
        Instant oldest = letters.oldest();
        return new Stats.DeadLetterStats(
                letters.count(),
                letters.maximum(),
                oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toSeconds()),
                letters.keep().toSeconds(),
                letters.expired(),
                letters.warning());
    }
}
