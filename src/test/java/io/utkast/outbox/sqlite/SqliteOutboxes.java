package io.utkast.outbox.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** Opens outboxes with roomy bounds, each of which a test may narrow. */
final class SqliteOutboxes {
    static final Duration TOMBSTONES_KEEP = Duration.ofDays(31);

    private SqliteOutboxes() {}

    static OutboxSettings settings(Path directory) {
        return new OutboxSettings(
                directory.resolve("outbox.db"),
                1L << 30,
                100_000,
                1,
                10_000,
                1_000,
                Duration.ofDays(30),
                TOMBSTONES_KEEP);
    }

    static OutboxSettings withMaxEvents(OutboxSettings base, long maxEvents, double maxShare) {
        return new OutboxSettings(
                base.file(),
                base.capacityBytes(),
                maxEvents,
                maxShare,
                base.maxPending(),
                base.deadLettersMaximum(),
                base.deadLettersKeep(),
                base.tombstonesKeep());
    }

    static OutboxSettings withCapacity(OutboxSettings base, long capacityBytes, double maxShare) {
        return new OutboxSettings(
                base.file(),
                capacityBytes,
                base.maxEvents(),
                maxShare,
                base.maxPending(),
                base.deadLettersMaximum(),
                base.deadLettersKeep(),
                base.tombstonesKeep());
    }

    static OutboxSettings withDeadLetters(OutboxSettings base, int maximum, Duration keep) {
        return new OutboxSettings(
                base.file(),
                base.capacityBytes(),
                base.maxEvents(),
                base.maxShare(),
                base.maxPending(),
                maximum,
                keep,
                base.tombstonesKeep());
    }

    static SqliteOutbox open(OutboxSettings settings, Clock clock) {
        try {
            return SqliteOutbox.open(settings, clock);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
