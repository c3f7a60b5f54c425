package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.Lease;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of an older version is brought up to date with all that stands in it. */
class SchemaTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void setUp() {
        path = SqliteOutboxes.settings(directory).file();
    }

    @Test
    void fileOfVersionOneKeepsItsEventsAndLetters() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            Schema.migrate(connection, 0, 1);
            connection.setAutoCommit(true);
            insert(
                    connection,
                    "INSERT INTO event (sequence, portal, not_before, attempts, accepted_at, id, site, utk, body)"
                            + " VALUES (7, ?, 0, 2, ?, ?, ?, ?, ?)",
                    pageView(0));
            insert(
                    connection,
                    "INSERT INTO dead_letter (sequence, portal, accepted_at, id, site, utk, body, died_at, status,"
                            + " message) VALUES (8, ?, ?, ?, ?, ?, ?, 9223372036854, 400, 'no')",
                    pageView(1));
        }

        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), clock)) {
            assertThat(await(outbox.take(ACME, 10))).containsExactly(new Lease(7, 2, pageView(0)));
            assertThat(await(outbox.deadLetters().page(null, null, 10)).letters())
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.event()).isEqualTo(pageView(1));
                        assertThat(letter.deaths()).isOne();
                    });
            assertThat(await(outbox.deadLetters().count(Filter.ALL))).containsEntry(ACME, 1L);
        }
        try (StoredEvents file = new StoredEvents(path)) {
            assertThat(file.number("PRAGMA user_version")).isEqualTo(Schema.VERSION);
            assertThat(file.number("SELECT sum(replayed) FROM event")).isZero();
        }
    }

    @Test
    void migratedFileHasTheTablesOfANewOne() throws SQLException {
        Path older = directory.resolve("older.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + older)) {
            for (int version = 0; version < Schema.VERSION; version++) {
                Schema.migrate(connection, version, version + 1);
            }
        }
        OutboxFile.open(path);

        assertThat(tables(older)).isEqualTo(tables(path)).isNotEmpty();
    }

    @Test
    void stepThatFailsLeavesTheFileAsItWas() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            Schema.migrate(connection, 0, 1);
            connection.setAutoCommit(true);
            connection.createStatement().execute("CREATE TABLE tombstone (not_ours TEXT)");
        }

        assertThatThrownBy(() -> OutboxFile.open(path)).isInstanceOf(SQLException.class);

        try (StoredEvents file = new StoredEvents(path)) {
            assertThat(file.number("PRAGMA user_version")).isOne();
            assertThat(file.number("SELECT count(*) FROM pragma_table_info('event') WHERE name = 'replayed'"))
                    .isZero();
        }
    }

    @Test
    void fileOfANewerVersionIsRefused() throws SQLException {
        OutboxFile.open(path);
        try (StoredEvents file = new StoredEvents(path)) {
            file.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
        }

        assertThatThrownBy(() -> OutboxFile.open(path)).hasMessageContaining("newer Utkast");
    }

    private static void insert(Connection connection, String sql, QueuedEvent event) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, event.portal().value());
            statement.setLong(2, event.acceptedAt().toEpochMilli());
            statement.setString(3, event.id().value());
            statement.setString(4, event.site().value());
            statement.setString(5, event.visitor().utk().value());
            statement.setBytes(6, EventCodec.encode(event));
            statement.executeUpdate();
        }
    }

    private static List<String> tables(Path file) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
