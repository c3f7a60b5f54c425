package io.utkast.app;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that a stop may take, from the first sign of it: waiting for load balancers and requests uses it up too. */
final class Drain {
    /** What HubSpot has answered should be settled, even where requests used up all the time. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Duration limit;
    private final LongSupplier nanoTime;
    private long begunAt;
    private boolean begun;

    Drain(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** The stop begins; once is enough. */
    synchronized void begin() {
        if (!begun) {
            begun = true;
            begunAt = nanoTime.getAsLong();
        }
    }

    /** What is left for the lanes: at least a second, unless the whole limit is shorter. */
    synchronized Duration left() {
        begin();
        Duration left = limit.minusNanos(nanoTime.getAsLong() - begunAt);
        Duration least = limit.compareTo(LEAST) < 0 ? limit : LEAST;
        return left.compareTo(least) < 0 ? least : left;
    }
}
