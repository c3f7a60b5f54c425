package io.utkast.admit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The generic cell rate algorithm: a token bucket whose whole state is one {@code long}, the theoretical arrival time.
 *
 * <p>The bucket holds {@code events} and refills evenly in {@code per}. A request's cost is capped at the bucket's size,
 * so that a retry can succeed.
 */
final class Gcra {
    private final long nanosPerEvent;
    private final long bucketNanos;
    private final int bucket;

    Gcra(int events, Duration per) {
        bucket = events;
        nanosPerEvent = Math.max(1, per.toNanos() / events);
        bucketNanos = nanosPerEvent * events;
    }

    /**
     * Takes {@code cost} events from the bucket.
     *
     * @param state the bucket's theoretical arrival time in nanoseconds of the same clock as {@code now}
     * @return 0 if granted, else the nanoseconds after which it would be
     */
    long acquire(AtomicLong state, int cost, long now) {
        long price = price(cost);
        while (true) {
            long seen = state.get();
            long next = Math.max(seen, now) + price;
            long excess = next - now - bucketNanos;
            if (excess > 0) {
                return excess;
            }
            if (state.compareAndSet(seen, next)) {
                return 0;
            }
        }
    }

    /** What {@link #acquire} would answer, without taking anything. */
    long waitFor(AtomicLong state, int cost, long now) {
        return Math.max(0, Math.max(state.get(), now) + price(cost) - now - bucketNanos);
    }

    /** Gives back what was taken for a request that another limit refused. */
    void refund(AtomicLong state, int cost) {
        state.addAndGet(-price(cost));
    }

    private long price(int cost) {
        return nanosPerEvent * Math.min(cost, bucket);
    }
}
