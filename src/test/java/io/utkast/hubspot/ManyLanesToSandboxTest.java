package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.LaneState;
import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.sqlite.OutboxSettings;
import io.utkast.outbox.sqlite.SqliteOutbox;
import io.utkast.sandbox.RunningSandbox;
import io.utkast.support.NoGateway;
import io.utkast.support.SlowOutbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred portals from the outbox's file to HubSpot's door, over real sockets and on a slow disk: what ails three of
 * them is nobody else's business.
 */
@QuarkusTest
@TestProfile(NoGateway.class)
@Timeout(150)
class ManyLanesToSandboxTest {
    private static final int PORTALS = 200;
    private static final int DEAD = 0;
    private static final int SLOW = 1;
    private static final int LIMITED = 2;
    private static final int FIRST_HEALTHY = 3;
    private static final int ROUNDS = 6;
    private static final Duration ROUND = Duration.ofMillis(600);
    private static final Duration DISK = Duration.ofMillis(20);
    private static final LaneSettings.Quota QUOTA = new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1);

    /** Less would be the machine's noise. */
    private static final double NOISE_SECONDS = 0.5;

    /** A hindrance shows each time, a stall of the machine does not. */
    private static final int MEASUREMENTS = 3;

    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final ManyPortals portals = new ManyPortals(PORTALS);
    private final Queue<Double> delays = new ConcurrentLinkedQueue<>();
    private final List<QueuedEvent> ofTheHealthy = new ArrayList<>();

    @TempDir
    private Path directory;

    private RunningSandbox sandbox;
    private SqliteOutbox file;
    private Outbox outbox;
    private Lanes lanes;
    private int number;

    @BeforeEach
    void open() throws Exception {
        sandbox = new RunningSandbox(portals.sandbox(), clock);
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
        outbox = new SlowOutbox(file, DISK).port();
        file.onSettled(this::settled);
        HubSpotDestinations destinations = new HubSpotDestinations(portals::site, clock, CallLimits.DEFAULT);
        Map<PortalKey, Lane> all = new HashMap<>();
        portals.at(sandbox.url())
                .forEach(portal -> all.put(
                        portal.key(),
                        Lane.of(
                                LaneSettings.of(portal.key(), 10, Duration.ofMillis(50), QUOTA),
                                outbox,
                                destinations.of(
                                        portal,
                                        RefreshTokens.inMemory(
                                                portal.credentials().refreshToken())),
                                clock)));
        lanes = new Lanes(all);
        lanes.start();
    }

    @AfterEach
    void close() {
        lanes.close(Duration.ofSeconds(5));
        file.close();
        sandbox.close();
    }

    @Test
    void othersNeitherWaitNorAreRefusedThoughOneIsDeadOneSlowAndOneAtItsLimit() {
        p99OfTheHealthy(); // Each portal gets its access token.
        double usual = p99OfTheHealthy();
        double bound = 2 * usual + NOISE_SECONDS;

        fault(DEAD, "\"reset\":true");
        fault(SLOW, "\"delayMs\":3000");
        fault(LIMITED, "\"name\":\"burst\"");
        fillTheShareOfTheDead();
        append(SLOW, 500);
        append(LIMITED, 500);
        double troubled = p99OfTheHealthy();

        assertThat(append(DEAD, 1)).isInstanceOf(Appended.Full.class);
        assertThat(status(DEAD).state()).isEqualTo(LaneState.WAITING);
        assertThat(status(LIMITED).state()).isEqualTo(LaneState.RATE_LIMITED);
        for (int i = 1; i < MEASUREMENTS && troubled >= bound; i++) {
            // It must not come to the end of its events while the others are measured.
            append(SLOW, 500);
            troubled = Math.min(troubled, p99OfTheHealthy());
        }
        assertThat(troubled).as("p99 in s, against the usual %s", usual).isLessThan(bound);
        Map<String, Integer> arrived = sandbox.events();
        assertThat(ofTheHealthy)
                .allSatisfy(
                        event -> assertThat(arrived).containsEntry(event.id().value(), 1));
    }

    /** One event of each healthy portal in each round; returns when HubSpot has all. In seconds. */
    private double p99OfTheHealthy() {
        delays.clear();
        List<CompletionStage<Appended>> appended = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = FIRST_HEALTHY; i < PORTALS; i++) {
                List<QueuedEvent> event = events(i, 1);
                ofTheHealthy.addAll(event);
                appended.add(outbox.append(event));
                LockSupport.parkNanos(ROUND.toNanos() / PORTALS);
            }
        }
        assertThat(appended).allSatisfy(one -> assertThat(join(one)).isEqualTo(new Appended.Stored()));
        await().atMost(Duration.ofSeconds(60)).until(() -> delays.size() == appended.size());
        double[] sorted =
                delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }

    private void settled(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            QueuedEvent event = settlement.lease().event();
            if (settlement instanceof Settlement.Delivered && portals.number(event.portal()) >= FIRST_HEALTHY) {
                delays.add(Duration.between(event.acceptedAt(), clock.instant()).toMillis() / 1e3);
            }
        }
    }

    private void fillTheShareOfTheDead() {
        for (int i = 0; append(DEAD, 50) instanceof Appended.Stored; i++) {
            assertThat(i).as("requests until the share is full").isLessThan(100);
        }
        append(DEAD, 1);
    }

    private void fault(int portal, String what) {
        for (String place : List.of("events", "batch")) {
            sandbox.fault("{\"hub\":" + portals.hub(portal) + ",\"on\":\"" + place + "\",\"times\":0," + what + "}");
        }
    }

    private LaneStatus status(int portal) {
        return Objects.requireNonNull(lanes.statuses().get(portals.key(portal)));
    }

    private Appended append(int portal, int count) {
        return join(outbox.append(events(portal, count)));
    }

    private List<QueuedEvent> events(int portal, int count) {
        int first = number;
        number += count;
        return IntStream.range(first, number)
                .mapToObj(each -> portals.pageView(portal, each, clock.instant()))
                .toList();
    }

    private static Appended join(CompletionStage<Appended> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
