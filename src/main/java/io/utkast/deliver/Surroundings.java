package io.utkast.deliver;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What a lane needs from the machine; tests put their own time in.
 *
 * @param executor runs the lane and each of its passes, which block: a virtual thread each
 */
record Surroundings(Clock clock, Bell bell, Executor executor, RandomGenerator random) {

    /** Waits so long, through all arrivals, while the condition holds; it is asked anew at each change. */
    void pause(Duration time, BooleanSupplier condition) {
        Instant end = clock.instant().plus(time);
        // The strokes are counted before the condition is asked: else the one that changes it could be missed.
        Bell.Strokes strokes = bell.strokes();
        while (clock.instant().isBefore(end) && condition.getAsBoolean()) {
            bell.awaitChange(strokes, Duration.between(clock.instant(), end));
            strokes = bell.strokes();
        }
    }
}
