package io.utkast.admin;

import io.utkast.admin.Deliveries.Delivery;
import io.utkast.admin.Stats.PortalStats;
import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.Installation;
import io.utkast.hubspot.ShadowCounts;
import io.utkast.outbox.OutboxStatus.PortalShare;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the figures of the portals: from their lanes, their part of the outbox, their tokens and shadow dialects. */
@Singleton
class PortalStatsReader {
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
                        portal.value(),
                        portal(
                                new Delivery(lane, shares.getOrDefault(portal, Delivery.NOTHING), now),
                                reason(portal, lane),
                                shadows.get(portal))));
        return portals;
    }

    /** Why the lane is in its state; while that is well, what threatens the next restart. */
    private @Nullable String reason(PortalKey portal, LaneStatus lane) {
        return lane.reason() != null
                ? lane.reason()
                : destinations
                        .installation(portal)
                        .flatMap(Installation::warning)
                        .orElse(null);
    }

    private static PortalStats portal(Delivery delivery, @Nullable String reason, @Nullable ShadowCounts shadow) {
        LaneStatus lane = delivery.lane();
        PortalShare share = delivery.share();
        Double secondsToEmpty = delivery.secondsToEmpty();
        return new PortalStats(
                lane.state().code(),
                reason,
                share.queued(),
                delivery.oldestSeconds(),
                share.delivered(),
                share.linked(),
                share.delivered() - share.linked(),
                share.deadLetters(),
                share.held(),
                lane.requests(),
                round(lane.eventsPerRequest()),
                quota(lane.quota()),
                percentiles(lane.delay().p50(), lane.delay().p99()),
                secondsToEmpty == null ? null : round(secondsToEmpty),
                shadow == null
                        ? null
                        : new Stats.ShadowStats(shadow.dialect().code(), shadow.mapped(), shadow.invalid()));
    }

    private static Stats.QuotaStats quota(LaneStatus.QuotaUse use) {
        LaneStatus.DailyUse daily = use.daily();
        return new Stats.QuotaStats(
                use.limit(),
                use.window().toMillis() / MILLIS,
                use.used(),
                use.usable(),
                use.others(),
                daily == null ? null : new Stats.DailyStats(daily.limit(), daily.used()));
    }

    static Stats.Percentiles percentiles(double p50, double p99) {
        return new Stats.Percentiles(round(p50), round(p99));
    }

    /** Three decimals: more would be noise. */
    private static double round(double value) {
        return Math.round(value * MILLIS) / MILLIS;
    }
}
