package io.utkast.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off: the bound doubles with each failure, up to a maximum. */
record Backoff(Duration base, Duration maximum, RandomGenerator random) {
    private static final int MAXIMUM_DOUBLINGS = 20;

    /** The bound after so many failures before this one. */
    Duration bound(int failures) {
        long millis = base.toMillis() << Math.clamp(failures, 0, MAXIMUM_DOUBLINGS);
        return Duration.ofMillis(Math.min(millis, maximum.toMillis()));
    }

    /** Any time up to the bound, so that what failed together does not return together (full jitter). */
    Duration jittered(int failures) {
        return Duration.ofMillis(random.nextLong(bound(failures).toMillis() + 1));
    }
}
