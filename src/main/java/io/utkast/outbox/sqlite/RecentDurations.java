package io.utkast.outbox.sqlite;

import io.utkast.outbox.OutboxStatus.Percentiles;
import java.util.Arrays;

/** The latest durations, for their percentiles. */
final class RecentDurations {
    private static final int KEPT = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] nanos = new long[KEPT];
    private long count;

    synchronized void add(long durationNanos) {
        nanos[(int) (count++ % KEPT)] = durationNanos;
    }

    synchronized Percentiles millis() {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return new Percentiles(0, 0);
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.50), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double quantile) {
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.max(0, index)] / NANOS_PER_MILLI;
    }
}
