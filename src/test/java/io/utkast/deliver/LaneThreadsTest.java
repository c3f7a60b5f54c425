package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Lease;
import io.utkast.support.FakeOutbox;
import io.utkast.support.QueuedEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lane on its own threads and in real time. */
class LaneThreadsTest {
    private static final Duration PER = Duration.ofMillis(400);

    // What is asserted here is about real time.
    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final FakeOutbox outbox = new FakeOutbox(clock);

    @Test
    void keepsSeveralRequestsUnderWay() {
        CountDownLatch full = new CountDownLatch(LaneSettings.DEFAULT_IN_FLIGHT);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Lane lane = lane(quota(1_000), batch -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            full.countDown();
            awaitQuietly(full);
            inFlight.decrementAndGet();
        });
        outbox.append(events(100));

        lane.start();
        await().untilAsserted(() -> assertThat(outbox.delivered()).isEqualTo(100));

        assertThat(most).hasValue(LaneSettings.DEFAULT_IN_FLIGHT);
        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void wakesUpForNewEvents() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        Bell bell = new Bell() {
            @Override
            void await(Strokes seen, Duration limit) {
                asleep.countDown();
                super.await(seen, limit);
            }
        };
        Surroundings surroundings = new Surroundings(clock, bell, Thread.ofVirtual()::start, new Random(7));
        Lane lane = new Lane(settings(quota(1_000)), outbox, destination(batch -> {}), surroundings);
        lane.start();
        // A lane is idle before its first look, too.
        asleep.await();
        assertThat(lane.status().state()).isEqualTo(LaneState.IDLE);

        outbox.append(events(1));

        // Without the bell it would sleep for a minute.
        await().atMost(Duration.ofSeconds(20)).until(() -> outbox.delivered() == 1);
        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void staysWithinTheQuota() {
        ConcurrentLinkedQueue<Instant> arrivals = new ConcurrentLinkedQueue<>();
        Lane lane = lane(quota(20), batch -> {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
            arrivals.add(clock.instant());
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
        });
        outbox.append(events(700));

        lane.start();
        await().untilAsserted(() -> assertThat(outbox.delivered()).isEqualTo(700));

        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
        List<Instant> sorted = arrivals.stream().sorted().toList();
        for (int i = 20; i < sorted.size(); i++) {
            assertThat(Duration.between(sorted.get(i - 20), sorted.get(i))).isGreaterThanOrEqualTo(PER);
        }
        assertThat(outbox.requests()).hasSize(70);
    }

    @Test
    void drainsWhatIsUnderWay() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Lane lane = lane(quota(1_000), batch -> {
            sent.countDown();
            awaitQuietly(answer);
        });
        outbox.append(events(10));
        lane.start();
        sent.await();

        assertThat(lane.close(Duration.ofMillis(50))).isFalse();
        answer.countDown();

        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
        assertThat(outbox.delivered()).isEqualTo(10);
        assertThat(outbox.leased()).isZero();
    }

    @Test
    void anOperatorsWishDuringTheReadingOfWhatWasKeptIsNotUndoneByIt() throws Exception {
        outbox.remember(QueuedEvents.ACME, new LaneMemory(true, null, null, null, List.of()));
        CompletableFuture<Void> disk = new CompletableFuture<>();
        outbox.readsMemoryAfter(disk);
        Lane lane = lane(quota(1_000), batch -> {});
        lane.start();
        await().until(() -> disk.getNumberOfDependents() > 0);

        Thread operator = Thread.ofVirtual().start(lane::resume);
        disk.complete(null);
        operator.join();
        outbox.append(events(1));

        await().until(() -> outbox.delivered() == 1);
        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
    }

    @FunctionalInterface
    private interface Work {
        void on(List<Lease> batch);
    }

    private Lane lane(LaneSettings.Quota quota, Work work) {
        return Lane.of(settings(quota), outbox, destination(work), clock);
    }

    private static LaneSettings settings(LaneSettings.Quota quota) {
        return LaneSettings.of(QueuedEvents.ACME, 10, Duration.ofMillis(20), quota);
    }

    private static Destination destination(Work work) {
        return new Destination() {
            @Override
            public Optional<String> obstacle(QueuedEvent event) {
                return Optional.empty();
            }

            @Override
            public Outcome send(List<Lease> batch) {
                work.on(batch);
                return new Outcome.Delivered(Set.<DeliveryId>of(), QuotaSeen.NONE);
            }
        };
    }

    private static LaneSettings.Quota quota(int requests) {
        return new LaneSettings.Quota(requests, PER, 0);
    }

    private List<QueuedEvent> events(int count) {
        Instant now = clock.instant();
        return IntStream.range(0, count)
                .mapToObj(number -> QueuedEvents.of(QueuedEvents.PAGE_VIEW, number, now))
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
