package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the file's figures are taken anew: the log's every ten milliseconds, the pages' every fifty. */
class FileGaugeTest {
    private static final long ROOMY = 1L << 30;

    private final AtomicLong nanos = new AtomicLong(-7);

    @TempDir
    private Path directory;

    private OutboxFile file;
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        file = OutboxFile.open(directory.resolve("outbox.db"));
        connection = file.connect();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void asksTheLogForItsSizeEveryTenMilliseconds() throws Exception {
        Shares shares = new Shares(SqliteOutboxes.withCapacity(SqliteOutboxes.settings(directory), ROOMY, 1));
        FileGauge gauge = new FileGauge(file, connection, shares, nanos::get);
        gauge.measure();
        assertThat(gauge.isStale()).isFalse();
        long before = shares.liveBytes();
        long grown = grow();

        pass(Duration.ofMillis(10).minusNanos(1));
        gauge.measure();
        assertThat(shares.liveBytes()).isEqualTo(before);
        assertThat(gauge.isStale()).isTrue();

        pass(Duration.ofNanos(1));
        gauge.measure();
        assertThat(shares.liveBytes()).isEqualTo(before + grown);
    }

    @Test
    void asksTheLogAtEachCommitWhenThereIsLittleRoom() throws Exception {
        Shares shares = new Shares(SqliteOutboxes.withCapacity(SqliteOutboxes.settings(directory), 1 << 20, 1));
        FileGauge gauge = new FileGauge(file, connection, shares, nanos::get);
        gauge.measure();
        long before = shares.liveBytes();
        long grown = grow();

        gauge.measure();

        assertThat(shares.liveBytes()).isEqualTo(before + grown);
    }

    @Test
    void takesBothFiguresTogetherWhenThePagesAreDue() throws Exception {
        Shares shares = new Shares(SqliteOutboxes.withCapacity(SqliteOutboxes.settings(directory), ROOMY, 1));
        FileGauge gauge = new FileGauge(file, connection, shares, nanos::get);
        gauge.measure();
        pass(Duration.ofMillis(45));
        gauge.measure();
        grow();
        pass(Duration.ofMillis(5));

        gauge.measure();

        assertThat(gauge.isStale()).isFalse();
        assertThat(shares.liveBytes()).isEqualTo(file.pageBytes(connection) + file.logBytes());
    }

    /** Writes into the log; by so many bytes it grew. */
    private long grow() throws Exception {
        long before = file.logBytes();
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO request (portal, at) VALUES ('acme', 1)");
        }
        assertThat(Files.exists(directory.resolve("outbox.db-wal"))).isTrue();
        return file.logBytes() - before;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
