package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BellTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Bell bell = new Bell();

    @Test
    void whatRangSinceItWasLookedAtIsNotMissed() {
        Bell.Strokes before = bell.strokes();
        bell.ring();

        bell.await(before, LONG);
        bell.awaitChange(before, LONG);
    }

    @Test
    void arrivalSinceItWasLookedAtEndsTheWaitForArrivalsAlone() {
        Bell.Strokes before = bell.strokes();
        bell.arrived();

        bell.await(before, LONG);
        assertThat(passes(Duration.ofMillis(60), limit -> bell.awaitChange(before, limit)))
                .isTrue();
    }

    @Test
    void changeWakesWhoeverWaits() throws InterruptedException {
        Thread both = waiting(seen -> bell.await(seen, LONG));
        Thread change = waiting(seen -> bell.awaitChange(seen, LONG));

        bell.ring();

        both.join();
        change.join();
    }

    @Test
    void arrivalWakesOnlyWhoWaitsForIt() throws InterruptedException {
        Thread both = waiting(seen -> bell.await(seen, LONG));
        Thread change = waiting(seen -> bell.awaitChange(seen, LONG));

        bell.arrived();

        both.join();
        assertThat(change.join(Duration.ofMillis(60))).isFalse();
        bell.ring();
        change.join();
    }

    @Test
    void nothingEndsTheWaitAfterItsTime() {
        Bell.Strokes now = bell.strokes();

        assertThat(passes(Duration.ofMillis(60), limit -> bell.await(now, limit)))
                .isTrue();
    }

    /** Whether the wait takes all of its time. */
    private static boolean passes(Duration limit, Consumer<Duration> wait) {
        long start = System.nanoTime();
        wait.accept(limit);
        return System.nanoTime() - start >= limit.toNanos();
    }

    private Thread waiting(Consumer<Bell.Strokes> wait) {
        Bell.Strokes seen = bell.strokes();
        Thread thread = Thread.ofPlatform().start(() -> wait.accept(seen));
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
