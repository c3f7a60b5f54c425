package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.utkast.admin.Deliveries.Delivery;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.Lanes;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.support.FakeOutbox;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverMetricsTest {
    private final MutableClock clock = new MutableClock();
    private final FakeOutbox outbox = new FakeOutbox(clock);
    private final Lanes lanes = new Lanes(Map.of(QueuedEvents.ACME, lane()));
    private final Deliveries deliveries = new Deliveries(lanes, new OutboxReadings(outbox, clock), clock);
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        new DeliverMetrics(deliveries).bindTo(registry);
        lanes.start();
    }

    @AfterEach
    void close() {
        lanes.close(Duration.ofSeconds(5));
    }

    @Test
    void tellWhatTheLaneDid() {
        outbox.append(QueuedEvents.pageViews(3));
        Awaitility.await().until(() -> outbox.delivered() == 3);
        // Else it may be looking for more, and hold a slot of the quota meanwhile.
        lanes.close(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(2));

        assertThat(value("utkast.deliver.delivered", "linked", "yes")).isEqualTo(1);
        assertThat(value("utkast.deliver.delivered", "linked", "no")).isEqualTo(2);
        assertThat(value("utkast.deliver.requests", "outcome", "delivered")).isEqualTo(1);
        assertThat(value("utkast.deliver.requests", "outcome", "refused")).isZero();
        assertThat(value("utkast.deliver.queued")).isZero();
        assertThat(value("utkast.deliver.quota.limit")).isEqualTo(110);
        assertThat(value("utkast.deliver.quota.usable")).isEqualTo(99);
        assertThat(value("utkast.deliver.quota.used")).isEqualTo(1);
        assertThat(value("utkast.deliver.quota.daily.limit")).isEqualTo(1_000);
        assertThat(value("utkast.deliver.quota.daily.used")).isEqualTo(1);
        assertThat(value("utkast.deliver.time.to.empty")).isZero();
        assertThat(registry.get("utkast.deliver.delay").functionTimer().count()).isEqualTo(3);
    }

    @Test
    void tellTheStateAndTheBacklog() {
        lanes.close(Duration.ofSeconds(5));
        outbox.append(QueuedEvents.pageViews(7));
        clock.advance(Duration.ofSeconds(30));

        assertThat(value("utkast.deliver.queued")).isEqualTo(7);
        assertThat(value("utkast.deliver.oldest.age")).isEqualTo(30);
        assertThat(value("utkast.deliver.time.to.empty")).isNaN();
        assertThat(value("utkast.deliver.state", "state", "idle")).isEqualTo(1);
        assertThat(value("utkast.deliver.state", "state", "held")).isZero();
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getTag("portal")).isEqualTo("acme"));
    }

    @Test
    void timeToEmptyIsTheBacklogByTheRateHeldEventsApart() {
        outbox.append(QueuedEvents.pageViews(10));
        Awaitility.await().until(() -> outbox.delivered() == 10);
        Delivery delivery = new Delivery(
                lanes.statuses().values().iterator().next(), new PortalShare(120, 20, 0, 0, 0, null), clock.instant());

        assertThat(delivery.secondsToEmpty()).isEqualTo(10);
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    private Lane lane() {
        Destination hubSpot = new Destination() {
            @Override
            public Optional<String> obstacle(QueuedEvent event) {
                return Optional.empty();
            }

            @Override
            public Outcome send(List<Lease> batch) {
                return new Outcome.Delivered(Set.of(batch.getFirst().event().id()), QuotaSeen.NONE);
            }
        };
        LaneSettings.Quota quota =
                new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1, new LaneSettings.Daily(1_000, ZoneOffset.UTC));
        return Lane.of(LaneSettings.of(QueuedEvents.ACME, 100, Duration.ZERO, quota), outbox, hubSpot, clock);
    }
}
