package io.utkast.deliver;

import java.time.Duration;

/** How long the threads of a lane wait. */
final class Waits {
    /** The most that is waited before the next look. Nothing relies on it: it is there for clocks that jump. */
    static final Duration A_LONG_WHILE = Duration.ofMinutes(1);

    private static final Duration TICK = Duration.ofMillis(1);

    private Waits() {}

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What is over already, or nearly, is waited for a millisecond: no thread may spin. */
    static Duration atLeastATick(Duration wait) {
        return wait.compareTo(TICK) < 0 ? TICK : wait;
    }
}
