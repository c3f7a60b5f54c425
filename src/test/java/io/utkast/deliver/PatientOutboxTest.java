package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import io.utkast.support.FakeOutbox;
import io.utkast.support.LogLines;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a lane does about a disk that fails: insists, until the lane closes. */
class PatientOutboxTest {
    private static final LaneMemory PAUSED = new LaneMemory(true, null, null, null, List.of());

    /** More than a test waits for: the disk does not come back. */
    private static final int FOR_EVER = 1_000;

    private final MutableClock clock = new MutableClock();
    private final FakeOutbox disk = new FakeOutbox(clock);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10), new Longest());
    private final Gate gate = new Gate(backoff, 1);
    private final PatientOutbox outbox = new PatientOutbox(
            disk,
            QueuedEvents.ACME,
            new Surroundings(clock, new Waiting(), Runnable::run, new Longest()),
            backoff,
            gate);
    private Runnable duringWaits = () -> {};

    @Test
    void settlesOnceTheDiskIsBack() {
        disk.append(QueuedEvents.pageViews(1));
        Lease lease = outbox.take(1, Wanted.FRESH_FIRST).getFirst();
        disk.failNext(3);

        outbox.settle(List.of(new Settlement.Delivered(lease, false)));

        assertThat(disk.delivered()).isEqualTo(1);
    }

    @Test
    void notesARequestOnceTheDiskIsBack() {
        disk.failNext(3);

        assertThat(outbox.noteRequest(MutableClock.START)).isTrue();

        assertThat(disk.requests()).containsExactly(MutableClock.START);
    }

    @Test
    void remembersOnceTheDiskIsBack() {
        disk.failNext(3);

        assertThat(outbox.remember(PAUSED)).isTrue();

        assertThat(outbox.memory()).contains(PAUSED);
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureThoughTheBellRings() {
        disk.failNext(3);

        outbox.noteRequest(MutableClock.START);

        assertThat(clock.instant()).isEqualTo(MutableClock.START.plusSeconds(1 + 2 + 4));
    }

    @Test
    void tellsTheTroubleWhileItLasts() {
        disk.failNext(1);
        duringWaits = () -> assertThat(outbox.trouble()).contains("the outbox fails: note");
        assertThat(outbox.trouble()).isEmpty();

        outbox.noteRequest(MutableClock.START);

        assertThat(clock.instant()).as("it waited").isAfter(MutableClock.START);
        assertThat(outbox.trouble()).isEmpty();
    }

    @Test
    void logsEverMoreSeldomWhatIsWrong() {
        disk.failNext(5);

        try (LogLines log = LogLines.of(PatientOutbox.class)) {
            outbox.noteRequest(MutableClock.START);

            assertThat(log.lines()).containsExactly(failure(1), failure(2), failure(4));
        }
    }

    @Test
    void saysThatARequestIsNotNotedOnceTheLaneCloses() {
        disk.failNext(FOR_EVER);
        duringWaits = gate::close;

        assertThat(outbox.noteRequest(MutableClock.START)).isFalse();

        assertThat(clock.instant()).as("it does not wait any longer").isBefore(MutableClock.START.plusSeconds(1));
    }

    @Test
    void saysThatNothingIsRememberedIfTheLaneIsClosed() {
        disk.failNext(1);
        gate.close();

        assertThat(outbox.remember(PAUSED)).isFalse();

        assertThat(clock.instant()).isEqualTo(MutableClock.START);
    }

    @Test
    void findsNothingIfTheLaneIsClosed() {
        disk.append(QueuedEvents.pageViews(1));
        gate.close();
        disk.failNext(4);

        assertThat(outbox.take(1, Wanted.FRESH_FIRST)).isEmpty();
        assertThat(outbox.nextDue(MutableClock.START)).isEqualTo(Instant.MAX);
        assertThat(outbox.memory()).isEqualTo(Optional.empty());
        assertThat(outbox.release()).isZero();
    }

    @Test
    void settlesWithTheDiskOfAClosedLaneToo() {
        disk.append(QueuedEvents.pageViews(1));
        Lease lease = outbox.take(1, Wanted.FRESH_FIRST).getFirst();
        gate.close();

        outbox.settle(List.of(new Settlement.Delivered(lease, false)));

        assertThat(disk.delivered()).isEqualTo(1);
    }

    @Test
    void tellsHowManyItReleased() {
        disk.append(QueuedEvents.pageViews(3));
        outbox.settle(outbox.take(3, Wanted.FRESH_FIRST).stream()
                .map(lease -> (Settlement) new Settlement.Held(lease, "why"))
                .toList());

        assertThat(outbox.release(1)).isEqualTo(1);
        assertThat(outbox.release()).isEqualTo(2);
    }

    private static String failure(int number) {
        return "Outbox failed portal=acme call=note failures=" + number
                + " cause=\"java.io.IOException: disk is broken\"";
    }

    /** Each wait ends early, as if the bell rang for something else. */
    private final class Waiting extends Bell {
        private static final Duration AT_MOST = Duration.ofMillis(300);

        @Override
        void awaitChange(Strokes seen, Duration limit) {
            duringWaits.run();
            clock.advance(Waits.shorter(limit, AT_MOST));
        }
    }

    /** Its waits are as long as they may be. */
    private static final class Longest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
