package io.utkast.deliver;

import java.time.Duration;
import java.util.Arrays;

/** The latest delays from acceptance to HubSpot's yes, a bounded number of them. */
final class Delays {
    private static final int SIZE = 1_024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] seconds = new double[SIZE];
    private long count;
    private double total;

    synchronized void add(Duration delay) {
        double value = delay.toNanos() / NANOS_PER_SECOND;
        seconds[(int) (count % SIZE)] = value;
        total += value;
        count++;
    }

    synchronized LaneStatus.Delay summary() {
        double[] sorted = Arrays.copyOf(seconds, (int) Math.min(count, SIZE));
        Arrays.sort(sorted);
        return new LaneStatus.Delay(percentile(sorted, 0.5), percentile(sorted, 0.99), count, total);
    }

    /** Nearest rank. */
    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
