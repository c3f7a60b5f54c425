package io.utkast.admin;

import io.utkast.admin.Stats.PortalStats;
import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.ShadowCounts;
import io.utkast.outbox.OutboxStatus.PortalShare;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the figures of the portals: from their lanes, their part of the outbox and their shadow dialects. */
@Singleton
class PortalStatsReader {
    private static final PortalShare NOTHING = new PortalShare(0, 0, 0, 0, 0, null);
    private static final double MILLIS = 1000;

    private final Lanes lanes;
    private final HubSpotDestinations destinations;

    PortalStatsReader(Lanes lanes, HubSpotDestinations destinations) {
        this.lanes = lanes;
        this.destinations = destinations;
    }

    /** The figures by the portal's key. */
    Map<String, PortalStats> read(Map<PortalKey, PortalShare> shares, Instant now) {
        Map<PortalKey, ShadowCounts> shadows = destinations.shadows();
        Map<String, PortalStats> portals = new TreeMap<>();
        lanes.statuses()
                .forEach((portal, lane) -> portals.put(
                        portal.value(), portal(lane, shares.getOrDefault(portal, NOTHING), shadows.get(portal), now)));
        return portals;
    }

    private static PortalStats portal(LaneStatus lane, PortalShare share, @Nullable ShadowCounts shadow, Instant now) {
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
                percentiles(lane.delay().p50(), lane.delay().p99()),
                shadow == null
                        ? null
                        : new Stats.ShadowStats(shadow.dialect().code(), shadow.mapped(), shadow.invalid()));
    }

    static double age(@Nullable Instant oldest, Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / MILLIS);
    }

    static Stats.Percentiles percentiles(double p50, double p99) {
        return new Stats.Percentiles(round(p50), round(p99));
    }

    /** Three decimals: more would be noise. */
    private static double round(double value) {
        return Math.round(value * MILLIS) / MILLIS;
    }
}
