package io.utkast.sandbox;

import java.time.Clock;
import java.util.Arrays;

/**
 * The most requests of an account that any rolling window has seen, whatever their answers were: it shows whether a client
 * ever exceeded its quota.
 */
final class WindowMeter {
    /** A window with more requests counts as this many. */
    static final int MAXIMUM = 1 << 16;

    private final Clock clock;
    private final Knobs knobs;
    /** A ring of arrivals, oldest at {@code first}. */
    private long[] arrivals = new long[128];

    private int first;
    private int size;
    private int most;

    /** What is in the window now, and the most there ever was. */
    record Reading(int now, int most) {}

    WindowMeter(Clock clock, Knobs knobs) {
        this.clock = clock;
        this.knobs = knobs;
    }

    synchronized void arrive() {
        forget();
        if (size == arrivals.length) {
            if (size == MAXIMUM) {
                first = (first + 1) % size;
                size--;
            } else {
                grow();
            }
        }
        arrivals[(first + size) % arrivals.length] = clock.millis();
        size++;
        most = Math.max(most, size);
    }

    synchronized Reading read() {
        forget();
        return new Reading(size, most);
    }

    synchronized void newWindow() {
        size = 0;
    }

    synchronized void clear() {
        size = 0;
        most = 0;
    }

    private void forget() {
        long horizon = clock.millis() - knobs.get(Knob.PER).toMillis();
        while (size > 0 && arrivals[first] <= horizon) {
            first = (first + 1) % arrivals.length;
            size--;
        }
    }

    private void grow() {
        long[] larger = Arrays.copyOf(arrivals, arrivals.length * 2);
        for (int i = 0; i < size; i++) {
            larger[i] = arrivals[(first + i) % arrivals.length];
        }
        arrivals = larger;
        first = 0;
    }
}
