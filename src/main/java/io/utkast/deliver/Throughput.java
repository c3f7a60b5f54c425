package io.utkast.deliver;

import java.time.Instant;
import java.util.Arrays;

/** Events a second over the last minute, or since the first event if that is not so long ago. */
final class Throughput {
    private static final int SECONDS = 60;

    private final long[] counts = new long[SECONDS];
    private long first = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    synchronized void add(int events, Instant now) {
        moveTo(now.getEpochSecond());
        counts[index(latest)] += events;
        first = Math.min(first, latest);
    }

    synchronized double perSecond(Instant now) {
        if (first == Long.MAX_VALUE) {
            return 0;
        }
        moveTo(now.getEpochSecond());
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum / (double) Math.clamp(latest - first + 1, 1, SECONDS);
    }

    /** Empties the seconds that passed without events; a clock set back counts on in the latest. */
    private void moveTo(long second) {
        if (second - SECONDS >= latest) {
            Arrays.fill(counts, 0);
            latest = second;
        }
        while (latest < second) {
            latest++;
            counts[index(latest)] = 0;
        }
    }

    private static int index(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
