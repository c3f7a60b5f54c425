package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Measures the file: its log at each commit, its pages now and then, since at each commit they would cost more than the
 * commit's own work. What was written since is estimated by {@link Shares}.
 */
final class FileGauge {
    private static final long INTERVAL = Duration.ofMillis(50).toNanos();

    private final OutboxFile file;
    private final Connection connection;
    private final Shares shares;
    private final LongSupplier nanoTime;
    private long measuredAt;
    private boolean stale;

    FileGauge(OutboxFile file, Connection connection, Shares shares, LongSupplier nanoTime) {
        this.file = file;
        this.connection = connection;
        this.shares = shares;
        this.nanoTime = nanoTime;
        measuredAt = nanoTime.getAsLong() - INTERVAL;
    }

    /**
     * Checks the file, and measures it if that was some time ago.
     *
     * @throws IllegalStateException if the file is gone or cannot be read
     */
    void measure() {
        try {
            file.checkIsThere();
            shares.measuredLog(file.logBytes());
            measureNowAndThen();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void measureNowAndThen() throws SQLException {
        long now = nanoTime.getAsLong();
        stale = now - measuredAt < INTERVAL;
        if (!stale) {
            measuredAt = now;
            shares.measuredPages(file.pageBytes(connection));
        }
    }

    /** Whether commits were made since it was measured: then a full outbox may have room again. */
    boolean isStale() {
        return stale;
    }
}
