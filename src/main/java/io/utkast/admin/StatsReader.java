package io.utkast.admin;

import io.utkast.admin.Stats.PortalStats;
import io.utkast.collect.CollectCounters;
import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.OutboxStatus.PortalShare;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gathers the figures of {@link Stats} from the parts that count them. */
@Singleton
class StatsReader {
    private static final PortalShare NOTHING = new PortalShare(0, 0, 0, 0, 0, null);
    private static final double MILLIS = 1000;

    private final CollectCounters counters;
    private final Lanes lanes;
    private final Outbox outbox;
    private final CacheReader caches;
    private final RunningVersion running;

    StatsReader(CollectCounters counters, Lanes lanes, Outbox outbox, CacheReader caches, RunningVersion running) {
        this.counters = counters;
        this.lanes = lanes;
        this.outbox = outbox;
        this.caches = caches;
        this.running = running;
    }

    CompletionStage<Stats> read() {
        return outbox.status().thenApply(this::stats);
    }

    private Stats stats(OutboxStatus status) {
        Instant now = running.now();
        Map<String, PortalStats> portals = new TreeMap<>();
        lanes.statuses()
                .forEach((portal, lane) -> portals.put(
                        portal.value(), portal(lane, status.portals().getOrDefault(portal, NOTHING), now)));
        return new Stats(
                running.version(),
                running.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                Duration.between(running.startedAt(), now).toSeconds(),
                counters.snapshots(),
                portals,
                new Stats.OutboxStats(
                        status.kind(),
                        status.queued(),
                        status.bytes(),
                        status.capacityBytes(),
                        percentiles(
                                status.commitMillis().p50(),
                                status.commitMillis().p99())),
                caches.read());
    }

    private static PortalStats portal(LaneStatus lane, PortalShare share, Instant now) {
        return new PortalStats(
                lane.state().code(),
                lane.reason(),
                share.queued(),
                age(share.oldest(), now),
                share.delivered(),
                share.linked(),
                share.delivered() - share.linked(),
                share.deadLetters(),
                share.held(),
                lane.requests(),
                round(lane.eventsPerRequest()),
                new Stats.QuotaStats(
                        lane.quota().limit(),
                        lane.quota().window().toMillis() / MILLIS,
                        lane.quota().used()),
                percentiles(lane.delay().p50(), lane.delay().p99()));
    }

    private static double age(@Nullable Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / MILLIS);
    }

    private static Stats.Percentiles percentiles(double p50, double p99) {
        return new Stats.Percentiles(round(p50), round(p99));
    }

    /** Three decimals: more would be noise. */
    private static double round(double value) {
        return Math.round(value * MILLIS) / MILLIS;
    }
}
