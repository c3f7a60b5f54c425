package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures the file now and then; what was written since is estimated by {@link Shares}. At each commit the figures would
 * cost more than the commit's own work: the pages take two queries, and asking the log for its size makes the next flush
 * a third dearer, as Linux since 6.13 then has to write the log's time of change, too (multigrain timestamps, kernel.org).
 */
final class FileGauge {
    /** A log of unknown size does no harm as long as there is room; see {@link Shares#nearlyFull}. */
    private static final Duration LOG_INTERVAL = Duration.ofMillis(10);

    private static final Duration PAGES_INTERVAL = Duration.ofMillis(50);

    private final OutboxFile file;
    private final Connection connection;
    private final Shares shares;
    private final LongSupplier nanoTime;
    private final Pace ofLog;
    private final Pace ofPages;
    private boolean stale;

    FileGauge(OutboxFile file, Connection connection, Shares shares, LongSupplier nanoTime) {
        this.file = file;
        this.connection = connection;
        this.shares = shares;
        this.nanoTime = nanoTime;
        ofLog = new Pace(LOG_INTERVAL, nanoTime.getAsLong());
        ofPages = new Pace(PAGES_INTERVAL, nanoTime.getAsLong());
    }

    /**
     * Checks that the file is there, and measures what was measured some time ago.
     *
     * @throws IllegalStateException if the file is gone or cannot be read
     */
    void measure() {
        long now = nanoTime.getAsLong();
        try {
            file.checkIsThere();
            stale = !ofPages.isDue(now);
            if (ofLog.isDue(now) || !stale || shares.nearlyFull()) {
                shares.measuredLog(file.logBytes());
            }
            if (!stale) {
                shares.measuredPages(file.pageBytes(connection));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Whether commits were made since it was measured: then a full outbox may have room again. */
    boolean isStale() {
        return stale;
    }

    /** Once in an interval, the first time at once. */
    private static final class Pace {
        private final long interval;
        private long last;

        Pace(Duration interval, long now) {
            this.interval = interval.toNanos();
            last = now - this.interval;
        }

        boolean isDue(long now) {
            boolean due = now - last >= interval;
            if (due) {
                last = now;
            }
            return due;
        }
    }
}
