package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.support.FakeOutbox;
import io.utkast.support.LogLines;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a lane begins and how it ends. */
@Timeout(60)
class LaneStartTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final LaneDriver driver = new LaneDriver();

    /** The driver has no threads: here, start returns when the lane's loop ends. */
    @Test
    void runsUntilItIsClosed() {
        driver.queue(QueuedEvents.pageViews(250));
        driver.destination.answers(this::yesAndCloseAfterThree);

        driver.lane.start();

        assertThat(driver.outbox.delivered()).isEqualTo(250);
        assertThat(driver.lane.close(Duration.ZERO)).isTrue();
    }

    @Test
    void takesOverWhatTheProcessBeforeHeld() {
        driver.queue(QueuedEvents.pageViews(2));
        driver.destination.answers(batch -> new Outcome.Misdirected("404", QuotaSeen.NONE));
        driver.until(() -> driver.outbox.held() == 2);
        driver.boot();
        driver.destination.answers(this::yesAndClose);

        try (LogLines log = LogLines.of(Dispatcher.class)) {
            driver.lane.start();

            assertThat(log.lines()).containsExactly("Trying held events again portal=acme events=2");
        }
        assertThat(driver.outbox.delivered()).isEqualTo(1);
    }

    @Test
    void saysNothingOfHeldEventsIfThereAreNone() {
        try (LogLines log = LogLines.of(Dispatcher.class)) {
            driver.restart();

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void goesOnASecondAfterAStumble() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(this::yesAndClose);
        driver.destination.obstructs(this::stumbleOnce);

        driver.lane.start();

        assertThat(driver.outbox.delivered()).isEqualTo(1);
        // Half a second is the batch's own, to fill.
        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START.plusMillis(1_500));
    }

    @Test
    void preparesAgainAfterAStumble() {
        driver.queue(QueuedEvents.pageViews(2));
        driver.destination.answers(batch -> new Outcome.Misdirected("404", QuotaSeen.NONE));
        driver.until(() -> driver.outbox.held() == 2);
        driver.boot();
        driver.destination.answers(this::yesAndClose);
        driver.outbox.failNext(1);
        driver.duringTheNextWait(() -> {
            throw new IllegalStateException("a bug");
        });

        try (LogLines log = LogLines.of(Dispatcher.class)) {
            driver.lane.start();

            assertThat(log.lines())
                    .containsExactly("Lane stumbled portal=acme", "Trying held events again portal=acme events=2");
        }
        assertThat(driver.outbox.delivered()).isEqualTo(1);
    }

    @Test
    void isClosedAtOnceIfThereWasNoThreadForIt() {
        driver.refuseAThread(new OutOfMemoryError("no thread"));
        assertThatThrownBy(() -> driver.lane.start()).isInstanceOf(OutOfMemoryError.class);

        assertThat(driver.lane.close(LIMIT)).isTrue();

        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START);
    }

    @Test
    void hearsOfNewEvents() {
        driver.letRequestsStayUnderWay();
        driver.lane.start();
        long before = driver.bell.strokes().arrivals();

        driver.queue(QueuedEvents.pageViews(1));

        assertThat(driver.bell.strokes().arrivals()).isGreaterThan(before);
    }

    @Test
    void ringsWhenItsLoopEnds() {
        driver.lane.close(Duration.ZERO);
        long before = driver.bell.strokes().changes();

        driver.lane.start();

        assertThat(driver.bell.strokes().changes()).isGreaterThan(before);
    }

    @Test
    void isNotClosedInTimeIfItsLoopDoesNotEnd() {
        driver.letRequestsStayUnderWay();
        driver.lane.start();

        assertThat(driver.lane.close(LIMIT)).isFalse();

        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START.plus(LIMIT));
    }

    @Test
    void isNotClosedInTimeIfARequestIsNotAnswered() {
        driver.queue(QueuedEvents.pageViews(100));
        driver.letRequestsStayUnderWay();
        driver.step();

        assertThat(driver.lane.close(LIMIT)).isFalse();

        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START.plus(LIMIT));
        assertThat(driver.outbox.leased()).isEqualTo(100);
    }

    @Test
    void isClosedOnceItsLoopEnds() {
        driver.letRequestsStayUnderWay();
        driver.lane.start();
        driver.duringTheNextWait(driver::answer);

        assertThat(driver.lane.close(LIMIT)).isTrue();
    }

    @Test
    void isClosedOnceAllIsAnswered() {
        driver.queue(QueuedEvents.pageViews(100));
        driver.letRequestsStayUnderWay();
        driver.step();
        driver.duringTheNextWait(driver::answer);

        assertThat(driver.lane.close(LIMIT)).isTrue();

        assertThat(driver.outbox.leased()).isZero();
    }

    @Test
    void deliversOnThreadsOfItsOwn() throws InterruptedException {
        MutableClock clock = new MutableClock();
        FakeOutbox outbox = new FakeOutbox(clock);
        CountDownLatch sent = new CountDownLatch(1);
        Lane lane = Lane.of(withoutLinger(), outbox, new Latched(sent), clock);
        lane.start();

        outbox.append(QueuedEvents.pageViews(3));

        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lane.close(Duration.ofSeconds(5))).isTrue();
        assertThat(outbox.delivered()).isEqualTo(3);
    }

    /** The end may come between the loop's look at the gate and its wait. */
    @Test
    void endsAtOnceIfItWasClosedWhileItReadWhatWasKept() throws InterruptedException {
        MutableClock clock = new MutableClock();
        FakeOutbox outbox = new FakeOutbox(clock);
        CompletableFuture<Void> disk = new CompletableFuture<>();
        outbox.readsMemoryAfter(disk);
        BlockingQueue<Thread> loop = new ArrayBlockingQueue<>(1);
        Surroundings surroundings = new Surroundings(
                clock, new Bell(), task -> loop.add(Thread.ofVirtual().start(task)), new Random(7));
        Lane lane = new Lane(withoutLinger(), outbox, new Latched(new CountDownLatch(1)), surroundings);
        lane.start();
        await().until(() -> disk.getNumberOfDependents() > 0);

        lane.close(Duration.ZERO);
        disk.complete(null);

        assertThat(loop.take().join(Duration.ofSeconds(20))).isTrue();
    }

    private static LaneSettings withoutLinger() {
        return LaneSettings.of(
                QueuedEvents.ACME, 100, Duration.ZERO, new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1));
    }

    private Outcome yesAndClose(List<Lease> batch) {
        driver.lane.close(Duration.ZERO);
        return ScriptedDestination.yes(batch);
    }

    private Outcome yesAndCloseAfterThree(List<Lease> batch) {
        return driver.destination.requests().size() == 3 ? yesAndClose(batch) : ScriptedDestination.yes(batch);
    }

    private Optional<String> stumbleOnce(QueuedEvent event) {
        driver.destination.obstructs(other -> Optional.empty());
        throw new IllegalStateException("a bug about " + event.id());
    }

    /** Says yes to everything, and that it was asked. */
    private record Latched(CountDownLatch sent) implements Destination {
        @Override
        public Optional<String> obstacle(QueuedEvent event) {
            return Optional.empty();
        }

        @Override
        public Outcome send(List<Lease> batch) {
            sent.countDown();
            return new Outcome.Delivered(Set.of(), QuotaSeen.NONE);
        }
    }
}
