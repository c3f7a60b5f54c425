package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.Lease;
import io.utkast.support.StoredEvents;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of an older version is brought up to date, with all that is in it. */
class SchemaTest {
    private static final long HELD_IN_VERSION_1 = Long.MAX_VALUE;

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    @Test
    void fileOfVersion1KeepsItsEventsAndHolds() throws Exception {
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        writeVersion1(settings.file());

        try (SqliteOutbox outbox = SqliteOutboxes.open(settings, clock)) {
            assertThat(outbox.status().toCompletableFuture().get().portals().get(ACME))
                    .satisfies(share -> {
                        assertThat(share.queued()).isEqualTo(3);
                        assertThat(share.held()).isEqualTo(1);
                        assertThat(share.oldest()).isEqualTo(pageView(0).acceptedAt());
                    });
            assertThat(events(outbox)).containsExactlyElementsOf(pageViews(0, 2));
            assertThat(outbox.release(ACME).toCompletableFuture().get()).isOne();
            assertThat(events(outbox)).containsExactly(pageView(2));
            assertThat(outbox.requestsSince(ACME, clock.instant())
                            .toCompletableFuture()
                            .get())
                    .containsExactly(clock.instant());
        }
        try (StoredEvents file = new StoredEvents(settings.file())) {
            assertThat(file.number("PRAGMA user_version")).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void failedUpgradeLeavesTheFileAsItWas() throws Exception {
        Path path = directory.resolve("outbox.db");
        writeVersion1(path);
        try (StoredEvents file = new StoredEvents(path)) {
            // In the way of a table that the upgrade makes.
            file.execute("CREATE TABLE lane_hold (text TEXT)");

            assertThat(catchThrowable(() -> OutboxFile.open(path))).isInstanceOf(SQLException.class);

            assertThat(file.number("PRAGMA user_version")).isOne();
            assertThat(file.number("SELECT count(*) FROM pragma_table_info('event') WHERE name = 'queue'"))
                    .isZero();
        }
    }

    @Test
    void fileOfVersion2KeepsItsLetters() throws Exception {
        Path path = SqliteOutboxes.settings(directory).file();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            Schema.upgrade(connection, 0, 2);
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO dead_letter (sequence, portal, accepted_at, id, site, utk, body, died_at, status, message)
                    VALUES (8, 'acme', ?, ?, 'shop', ?, ?, ?, 400, 'no such template')""")) {
                insert.setLong(1, pageView(1).acceptedAt().toEpochMilli());
                insert.setString(2, pageView(1).id().value());
                insert.setString(3, pageView(1).visitor().utk().value());
                insert.setBytes(4, EventCodec.encode(pageView(1)));
                insert.setLong(5, clock.millis());
                insert.executeUpdate();
            }
            connection.commit();
        }

        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), clock)) {
            DeadLetter letter = outbox.deadLetters()
                    .page(null, null, 10)
                    .toCompletableFuture()
                    .get()
                    .letters()
                    .getFirst();
            assertThat(letter.event()).isEqualTo(pageView(1));
            assertThat(letter.deaths()).isOne();
            assertThat(outbox.deadLetters()
                            .replay(Filter.ALL)
                            .toCompletableFuture()
                            .get()
                            .replayed())
                    .isOne();
            assertThat(events(outbox)).containsExactly(pageView(1));
        }
    }

    /** Its retries are not taken for events that nobody tried yet, which are due at once. */
    @Test
    void fileOfVersion3KeepsItsRetriesWaiting() throws Exception {
        // Of the machine's clock, which SQLite looks at.
        Instant tomorrow = Instant.ofEpochMilli(System.currentTimeMillis()).plus(Duration.ofDays(1));
        Path path = SqliteOutboxes.settings(directory).file();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            Schema.upgrade(connection, 0, 3);
            insert(connection, pageView(0), clock.millis());
            insert(connection, pageView(1), clock.millis() + 60_000);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE event SET attempts = 1 WHERE not_before > " + clock.millis());
            }
            insert(connection, pageView(2), tomorrow.toEpochMilli());
            connection.commit();
        }

        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), clock)) {
            assertThat(events(outbox)).containsExactly(pageView(0));
            clock.pass(Duration.ofMinutes(1));
            assertThat(events(outbox)).containsExactly(pageView(1));
            clock.pass(Duration.between(clock.instant(), tomorrow));
            assertThat(events(outbox)).containsExactly(pageView(2));
        }
    }

    private static List<QueuedEvent> events(SqliteOutbox outbox) throws Exception {
        return outbox.take(ACME, 10).toCompletableFuture().get().stream()
                .map(Lease::event)
                .toList();
    }

    /** As the first version of the gateway left it: two events that wait, one held, one request. */
    private void writeVersion1(Path path) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            for (String sql : Schema.STEPS.getFirst()) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version = 1");
            insert(connection, pageView(0), 1);
            insert(connection, pageView(1), 2);
            insert(connection, pageView(2), HELD_IN_VERSION_1);
            statement.execute("UPDATE event SET held = 'why' WHERE not_before > 2");
            statement.execute(
                    "INSERT INTO request VALUES ('acme', " + clock.instant().toEpochMilli() + ")");
        }
    }

    private static void insert(Connection connection, QueuedEvent event, long notBefore) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO event (portal, not_before, attempts, accepted_at, id, site, utk, body)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, event.portal().value());
            insert.setLong(2, notBefore);
            insert.setLong(3, event.acceptedAt().toEpochMilli());
            insert.setString(4, event.id().value());
            insert.setString(5, event.site().value());
            insert.setString(6, event.visitor().utk().value());
            insert.setBytes(7, EventCodec.encode(event));
            insert.executeUpdate();
        }
    }
}
