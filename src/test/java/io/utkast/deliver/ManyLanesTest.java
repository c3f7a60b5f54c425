package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.sqlite.OutboxSettings;
import io.utkast.outbox.sqlite.SqliteOutbox;
import io.utkast.support.Events;
import io.utkast.support.SlowOutbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred lanes on a real file and in real time: what ails one is nobody else's business. */
@Timeout(150)
class ManyLanesTest {
    private static final int LANES = 200;
    private static final int ROUNDS = 8;
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration DISK = Duration.ofMillis(20);
    private static final Duration SLOWNESS = Duration.ofSeconds(3);
    private static final PortalKey DEAD = portal(0);
    private static final PortalKey SLOW = portal(1);
    private static final PortalKey LIMITED = portal(2);
    private static final LaneSettings.Quota USUAL = new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1);

    /** Less would be the machine's noise. */
    private static final double NOISE_SECONDS = 0.5;

    /** A hindrance shows each time, a stall of the machine does not. */
    private static final int MEASUREMENTS = 3;

    // About real time, like the other test of lanes on threads.
    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final Queue<Double> delays = new ConcurrentLinkedQueue<>();
    private volatile boolean troubled;

    @TempDir
    private Path directory;

    private SqliteOutbox file;
    private SlowOutbox slow;
    private Outbox outbox;
    private Lanes lanes;
    private int number;

    @BeforeEach
    void open() throws Exception {
        file = SqliteOutbox.open(
                new OutboxSettings(
                        directory.resolve("outbox.db"),
                        1L << 30,
                        40_000,
                        0.05,
                        10_000,
                        1_000,
                        Duration.ofDays(30),
                        Duration.ofDays(31)),
                clock);
        slow = new SlowOutbox(file, DISK);
        outbox = slow.port();
        Map<PortalKey, Lane> all = new HashMap<>();
        for (int i = 0; i < LANES; i++) {
            PortalKey portal = portal(i);
            LaneSettings.Quota quota =
                    portal.equals(LIMITED) ? new LaneSettings.Quota(1, Duration.ofSeconds(10), 0) : USUAL;
            all.put(
                    portal,
                    Lane.of(LaneSettings.of(portal, 10, Duration.ofMillis(50), quota), outbox, hubSpot(portal), clock));
        }
        lanes = new Lanes(all);
        lanes.start();
    }

    @AfterEach
    void close() {
        lanes.close(Duration.ofSeconds(10));
        file.close();
    }

    @Test
    void othersNeitherWaitNorAreRefusedThoughOneIsDeadOneSlowAndOneAtItsLimit() {
        double bound = 2 * p99OfTheOthers() + NOISE_SECONDS;

        troubled = true;
        fillTheShareOfTheDead();
        append(SLOW, 500);
        Instant start = clock.instant();
        append(LIMITED, 500);
        double troubledP99 = p99OfTheOthers();

        assertThat(append(DEAD, 1)).isInstanceOf(Appended.Full.class);
        assertThat(status(DEAD).state()).isEqualTo(LaneState.WAITING);
        long limited = status(LIMITED).requests();
        long seconds = Duration.between(start, clock.instant()).toSeconds();
        assertThat(limited).as("requests in %d s", seconds).isLessThanOrEqualTo(2 + seconds / 10);
        for (int i = 1; i < MEASUREMENTS && troubledP99 >= bound; i++) {
            // It must not come to the end of its events while the others are measured.
            append(SLOW, 500);
            troubledP99 = Math.min(troubledP99, p99OfTheOthers());
        }
        assertThat(troubledP99).isLessThan(bound);
    }

    @Test
    void idleLanesAskNothing() {
        AtomicLong before = new AtomicLong(-1);

        await().atMost(Duration.ofSeconds(20)).during(Duration.ofSeconds(3)).until(() -> {
            long now = slow.calls();
            return before.getAndSet(now) == now && now >= LANES;
        });
    }

    /** One event of each of the other portals in each round; returns when HubSpot has all. */
    private double p99OfTheOthers() {
        delays.clear();
        List<CompletionStage<Appended>> appended = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 3; i < LANES; i++) {
                appended.add(outbox.append(events(portal(i), 1)));
                LockSupport.parkNanos(ROUND.toNanos() / LANES);
            }
        }
        assertThat(appended).allSatisfy(one -> assertThat(join(one)).isEqualTo(new Appended.Stored()));
        await().atMost(Duration.ofSeconds(60)).until(() -> delays.size() == ROUNDS * (LANES - 3));
        double[] sorted =
                delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    private void fillTheShareOfTheDead() {
        for (int i = 0; append(DEAD, 50) instanceof Appended.Stored; i++) {
            assertThat(i).as("requests until the share is full").isLessThan(100);
        }
        append(DEAD, 1);
    }

    private LaneStatus status(PortalKey portal) {
        return Objects.requireNonNull(lanes.statuses().get(portal));
    }

    private Appended append(PortalKey portal, int events) {
        return join(outbox.append(events(portal, events)));
    }

    private List<QueuedEvent> events(PortalKey portal, int count) {
        List<QueuedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Events.of(portal, number, clock.instant()));
            number++;
        }
        return events;
    }

    private static Appended join(CompletionStage<Appended> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Destination hubSpot(PortalKey portal) {
        return new Destination() {
            @Override
            public Optional<String> obstacle(QueuedEvent event) {
                return Optional.empty();
            }

            @Override
            public Outcome send(List<Lease> batch) {
                return answer(portal, batch);
            }
        };
    }

    private Outcome answer(PortalKey portal, List<Lease> batch) {
        if (troubled && portal.equals(DEAD)) {
            return new Outcome.TryLater(Outcome.Scope.BATCH, Duration.ZERO, "silent", QuotaSeen.NONE);
        }
        Duration latency = troubled && portal.equals(SLOW) ? SLOWNESS : Duration.ofMillis(5);
        LockSupport.parkNanos(latency.toNanos());
        if (!Set.of(DEAD, SLOW, LIMITED).contains(portal)) {
            Instant now = clock.instant();
            batch.forEach(lease ->
                    delays.add(Duration.between(lease.event().acceptedAt(), now).toMillis() / 1e3));
        }
        return new Outcome.Delivered(Set.of(), QuotaSeen.NONE);
    }

    private static PortalKey portal(int number) {
        return new PortalKey("p" + number);
    }
}
