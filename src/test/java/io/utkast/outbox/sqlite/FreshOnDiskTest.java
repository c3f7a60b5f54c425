package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What memory knows of the fresh events' order and what stands in the file go together, whatever fails between them. */
@Timeout(60)
class FreshOnDiskTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private SqliteOutbox outbox;
    private StoredEvents file;

    @BeforeEach
    void open() throws SQLException {
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        outbox = SqliteOutboxes.open(settings, clock);
        file = new StoredEvents(settings.file());
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
        outbox.close();
    }

    @Test
    void restartFindsEachEventWhereItWas() throws SQLException {
        append(0, 6);
        List<Lease> leases = take(4);
        await(outbox.settle(
                ACME,
                List.of(
                        new Settlement.Delivered(leases.get(0), true),
                        new Settlement.Later(leases.get(1), clock.instant().plusSeconds(60), true),
                        new Settlement.Held(leases.get(2), "template"))));

        close();
        open();

        assertThat(events(take(10))).containsExactly(pageView(3), pageView(4), pageView(5));
        assertThat(await(outbox.release(ACME))).isOne();
        assertThat(events(take(10))).containsExactly(pageView(2));
        clock.pass(Duration.ofMinutes(1));
        assertThat(events(take(10))).containsExactly(pageView(1));
    }

    @Test
    void firstRetriesComeBeforeFreshOnes() {
        append(0, 3);
        await(outbox.settle(ACME, List.of(new Settlement.Later(take(1).getFirst(), clock.instant(), true))));

        assertThat(events(take(2))).containsExactly(pageView(0), pageView(1));
        assertThat(events(take(2))).containsExactly(pageView(2));
    }

    @Test
    void retryThatIsNotDueKeepsNoFreshOneWaiting() {
        append(0, 3);
        await(outbox.settle(
                ACME,
                List.of(new Settlement.Later(take(1).getFirst(), clock.instant().plusSeconds(1), false))));

        assertThat(events(take(5))).containsExactly(pageView(1), pageView(2));
        clock.pass(Duration.ofSeconds(1));
        assertThat(events(take(5))).containsExactly(pageView(0));
    }

    @Test
    void retryThatIsGivenBackIsFoundByItsIndex() {
        append(0, 3);
        await(outbox.settle(ACME, List.of(new Settlement.Later(take(1).getFirst(), clock.instant(), true))));
        List<Lease> retry = take(1);

        outbox.giveBack(ACME, retry);

        assertThat(events(take(1))).containsExactly(pageView(0));
        assertThat(events(take(5))).containsExactly(pageView(1), pageView(2));
    }

    @Test
    void unreadableEventThatCannotBeHeldIsFoundAgain() throws SQLException {
        append(0, 2);
        file.execute("UPDATE event SET body = x'7b' WHERE sequence = 1");
        file.execute("CREATE TRIGGER refuse_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'no space'); END");
        assertThat(events(take(10))).containsExactly(pageView(1));
        assertThat(held()).isZero();

        file.execute("DROP TRIGGER refuse_update");

        assertThat(take(10)).isEmpty();
        assertThat(held()).isOne();
        assertThat(take(10)).isEmpty();
        assertThat(held()).isOne();
    }

    @Test
    void oldestIsAmongThoseThatWaitAndThoseInALanesHands() {
        append(3, 5);
        assertThat(share().oldest()).isEqualTo(pageView(3).acceptedAt());

        List<Lease> leases = take(1);
        assertThat(share().oldest()).isEqualTo(pageView(3).acceptedAt());

        await(outbox.settle(ACME, List.of(new Settlement.Delivered(leases.getFirst(), true))));
        assertThat(share().oldest()).isEqualTo(pageView(4).acceptedAt());
    }

    /** Takes, ends and gives back at once, as lanes that are stopped and started: each event is delivered once. */
    @Test
    void noneIsLostOrTakenTwiceWhileLeasesEndAndBegin() throws Exception {
        int events = 2_000;
        List<QueuedEvent> delivered = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            CompletableFuture<?>[] all = {
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < events; i += 10) {
                                append(i, i + 10);
                            }
                        },
                        threads),
                CompletableFuture.runAsync(() -> deliver(new Random(1), delivered, events), threads),
                CompletableFuture.runAsync(() -> deliver(new Random(2), delivered, events), threads)
            };
            CompletableFuture.allOf(all).get(50, TimeUnit.SECONDS);
        }

        assertThat(delivered).containsExactlyInAnyOrderElementsOf(pageViews(0, events));
        assertThat(take(10)).isEmpty();
        assertThat(file.count()).isZero();
    }

    private void deliver(Random random, List<QueuedEvent> delivered, int events) {
        while (delivered.size() < events && !Thread.currentThread().isInterrupted()) {
            List<Lease> back = new ArrayList<>();
            List<Settlement> settlements = new ArrayList<>();
            for (Lease lease : take(1 + random.nextInt(40))) {
                switch (random.nextInt(4)) {
                    case 0 -> back.add(lease);
                    case 1 -> settlements.add(new Settlement.Later(lease, clock.instant(), random.nextBoolean()));
                    default -> {
                        settlements.add(new Settlement.Delivered(lease, true));
                        delivered.add(lease.event());
                    }
                }
            }
            outbox.giveBack(ACME, back);
            await(outbox.settle(ACME, settlements));
        }
    }

    private void append(int from, int to) {
        await(outbox.append(pageViews(from, to)));
    }

    private List<Lease> take(int limit) {
        return await(outbox.take(ACME, limit, Wanted.FRESH_FIRST));
    }

    private PortalShare share() {
        return Objects.requireNonNull(await(outbox.status()).portals().get(ACME));
    }

    private long held() {
        return share().held();
    }

    private static List<QueuedEvent> events(List<Lease> leases) {
        return leases.stream().map(Lease::event).toList();
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
