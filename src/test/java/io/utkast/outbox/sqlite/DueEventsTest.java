package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.UTK;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Wanted;
import io.utkast.support.StoredEvents;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look for due events that fails leaves none of them leased to nobody, and forgets none. */
class DueEventsTest {
    private static final List<QueuedEvent> EVENTS = pageViews(0, 3);
    /** Of the queries of a look: the sites with retries, those that are due, then one for each fresh event. */
    private static final int FAILING = 4;

    @TempDir
    private Path directory;

    private Connection connection;
    private Books books;
    private DueEvents due;

    @BeforeEach
    void store() throws SQLException {
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        connection = OutboxFile.open(settings.file()).connect();
        Statements statements = new Statements(connection);
        TombstoneTable table = new TombstoneTable(statements);
        table.lay(new Visitor("one.example", UTK), Instant.EPOCH);
        table.lay(new Visitor("other.example", UTK), Instant.EPOCH);
        // Memory has room for one of the two, so that it asks the file about those that it does not know.
        Tombstones tombstones = Tombstones.load(table, 1);
        books = new Books(new Shares(settings), new FreshEvents(), new LeaseBook(), tombstones, new Listeners());
        Tables tables = new Tables(connection);
        long sequence = 1;
        for (QueuedEvent event : EVENTS) {
            tables.inserts().add(sequence, event, Instant.EPOCH, EventCodec.encode(event));
            books.fresh().add(ACME, event.site().value(), sequence++);
        }
        tables.inserts().finish();
        due = new DueEvents(statements, books);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void tombstonesThatCannotBeReadLeaveAllAsItWas() throws SQLException {
        try (StoredEvents file =
                new StoredEvents(SqliteOutboxes.settings(directory).file())) {
            file.execute("ALTER TABLE tombstone RENAME TO away");
            assertThatThrownBy(this::take).isInstanceOf(SQLException.class).hasMessageContaining("tombstone");
            assertThat(books.leases().leased(ACME)).isEmpty();
            file.execute("ALTER TABLE away RENAME TO tombstone");
        }

        due = new DueEvents(new Statements(connection), books);
        assertThat(take().leases()).extracting(Lease::event).containsExactlyElementsOf(EVENTS);
        assertThat(books.leases().leased(ACME)).hasSize(EVENTS.size());
        assertThat(take().leases()).isEmpty();
    }

    @Test
    void lookUpThatFailsHalfWayLeavesAllAsItWas() throws SQLException {
        AtomicInteger lookUps = new AtomicInteger();
        Connection failing = proxy(
                Connection.class,
                connection,
                (name, answer) -> answer instanceof PreparedStatement statement
                        ? proxy(PreparedStatement.class, statement, (called, result) -> {
                            if (called.equals("executeQuery") && lookUps.incrementAndGet() == FAILING) {
                                throw new SQLException("cannot read");
                            }
                            return result;
                        })
                        : answer);
        due = new DueEvents(new Statements(failing), books);

        assertThatThrownBy(this::take).hasMessageContaining("cannot read");
        assertThat(books.leases().leased(ACME)).isEmpty();

        due = new DueEvents(new Statements(connection), books);
        assertThat(take().leases()).extracting(Lease::event).containsExactlyElementsOf(EVENTS);
    }

    @Test
    void leasedEventIsNotLeasedAgainWhateverMemorySays() throws SQLException {
        assertThat(take().leases()).hasSize(EVENTS.size());

        books.fresh().giveBack(ACME, EVENTS.getFirst().site().value(), 1);

        assertThat(take().leases()).isEmpty();
    }

    /** What to answer instead of what the call of that name did. */
    private interface Answer {
        Object instead(String name, Object answer) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.instead(method.getName(), method.invoke(real, arguments))));
    }

    private DueEvents.Taken take() throws SQLException {
        return due.take(ACME, 10, Wanted.FRESH_FIRST, Instant.EPOCH);
    }
}
