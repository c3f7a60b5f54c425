package io.utkast.sandbox;

import java.time.Clock;
import java.time.Duration;

/** A rolling window: at most so many requests in any stretch of its length, counted at arrival; refused ones are free. */
final class RollingLimit {
    private final Clock clock;
    private final long windowMillis;
    /** Arrivals of the last requests, a ring: the slot after the newest holds the oldest. */
    private final long[] arrivals;

    private int next;
    private int used;

    /** The window after a request or a look: whether the request may pass, and what is used now. */
    record Reading(boolean allowed, int maximum, int used, long windowMillis) {
        int remaining() {
            return maximum - used;
        }
    }

    RollingLimit(Clock clock, int requests, Duration window) {
        this.clock = clock;
        this.windowMillis = window.toMillis();
        this.arrivals = new long[requests];
    }

    synchronized Reading arrive() {
        forget();
        boolean allowed = used < arrivals.length;
        if (allowed) {
            arrivals[next] = clock.millis();
            next = (next + 1) % arrivals.length;
            used++;
        }
        return new Reading(allowed, arrivals.length, used, windowMillis);
    }

    /** Looks without counting a request. */
    synchronized Reading read() {
        forget();
        return new Reading(used < arrivals.length, arrivals.length, used, windowMillis);
    }

    synchronized void clear() {
        used = 0;
    }

    private void forget() {
        long horizon = clock.millis() - windowMillis;
        while (used > 0 && arrivals[Math.floorMod(next - used, arrivals.length)] <= horizon) {
            used--;
        }
    }
}
