package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventInsertsTest {
    private static final Instant DUE = TestClock.START.plus(Duration.ofMinutes(1));

    @TempDir
    private Path directory;

    private Connection connection;
    private EventInserts inserts;

    @BeforeEach
    void open() throws SQLException {
        connection = OutboxFile.open(directory.resolve("outbox.db")).connect();
        inserts = new EventInserts(new Statements(connection));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, EventInserts.ROWS - 1, EventInserts.ROWS, EventInserts.ROWS + 1, 2 * EventInserts.ROWS, 30})
    void everyEventIsInsertedWhole(int number) throws SQLException {
        List<QueuedEvent> events = pageViews(0, number);

        addAll(events);
        inserts.finish();

        assertThat(events()).isEqualTo(events);
        assertThat(number("SELECT count(*) FROM event WHERE not_before = " + DUE.toEpochMilli()
                        + " AND queue = 0 AND attempts = 0 AND held IS NULL"))
                .isEqualTo(number);
    }

    @Test
    void theirSequenceIsTheOneGiven() throws SQLException {
        addAll(pageViews(0, EventInserts.ROWS + 1));
        inserts.finish();

        assertThat(number("SELECT min(sequence) FROM event")).isEqualTo(1);
        assertThat(number("SELECT max(sequence) FROM event")).isEqualTo(EventInserts.ROWS + 1);
    }

    @Test
    void whatIsForgottenIsNotInsertedLater() throws SQLException {
        addAll(pageViews(0, 3));
        inserts.forget();
        inserts.finish();

        assertThat(events()).isEmpty();
    }

    private void addAll(List<QueuedEvent> events) throws SQLException {
        for (int i = 0; i < events.size(); i++) {
            QueuedEvent event = events.get(i);
            inserts.add(i + 1L, event, DUE, EventCodec.encode(event));
        }
    }

    private int number(String sql) throws SQLException {
        return OutboxFile.number(connection, sql);
    }

    private List<QueuedEvent> events() throws SQLException {
        List<QueuedEvent> events = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + StoredRow.COLUMNS + " FROM event ORDER BY sequence")) {
            while (rows.next()) {
                events.add(StoredRow.read(rows).event());
            }
        }
        return events;
    }
}
