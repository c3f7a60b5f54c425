package io.utkast.admin;

import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.outbox.OutboxStatus.PortalShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes and the outbox say of delivery, read once for all the meters that one scrape asks for. Blocks, for a
 * bounded time.
 */
public final class Deliveries {
    private final Lanes lanes;
    private final OutboxReadings outbox;
    private final Clock clock;
    private Map<PortalKey, Delivery> latest = Map.of();
    private Instant readAt = Instant.MIN;

    public Deliveries(Lanes lanes, OutboxReadings outbox, Clock clock) {
        this.lanes = lanes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One portal's delivery at a moment. */
    record Delivery(LaneStatus lane, PortalShare share, Instant now) {
        static final PortalShare NOTHING = new PortalShare(0, 0, 0, 0, 0, null);
        private static final double MILLIS = 1000;

        LaneStatus.QuotaUse quota() {
            return lane.quota();
        }

        LaneStatus.Delay delay() {
            return lane.delay();
        }

        /** The age of the oldest waiting event, 0 if none waits. */
        double oldestSeconds() {
            Instant oldest = share.oldest();
            return oldest == null
                    ? 0
                    : Math.max(0, Duration.between(oldest, now).toMillis() / MILLIS);
        }

        /** How long the backlog lasts at the rate of the last minute, held events apart; null if nothing moves. */
        @Nullable
        Double secondsToEmpty() {
            long backlog = Math.max(0, share.queued() - share.held());
            if (backlog == 0) {
                return 0.0;
            }
            return lane.eventsPerSecond() > 0 ? backlog / lane.eventsPerSecond() : null;
        }

        double dailyUsed() {
            LaneStatus.DailyUse daily = quota().daily();
            return daily == null ? Double.NaN : daily.used();
        }

        double dailyLimit() {
            LaneStatus.DailyUse daily = quota().daily();
            return daily == null ? Double.NaN : daily.limit();
        }
    }

    /** The outbox that the lanes take from. */
    public OutboxReadings outbox() {
        return outbox;
    }

    Set<PortalKey> portals() {
        return lanes.portals();
    }

    /** The portal's figures, a second old at most. */
    synchronized Delivery of(PortalKey portal) {
        Instant now = clock.instant();
        if (readAt.isAfter(now) || Duration.between(readAt, now).compareTo(OutboxReadings.FRESH) >= 0) {
            read(now);
        }
        return Objects.requireNonNull(latest.get(portal), "no lane for this portal");
    }

    private void read(Instant now) {
        readAt = now;
        OutboxReadings.Reading reading = outbox.latest();
        Map<PortalKey, PortalShare> shares =
                reading == null ? Map.of() : reading.status().portals();
        Map<PortalKey, Delivery> read = new HashMap<>();
        lanes.statuses()
                .forEach((portal, lane) ->
                        read.put(portal, new Delivery(lane, shares.getOrDefault(portal, Delivery.NOTHING), now)));
        latest = read;
    }
}
