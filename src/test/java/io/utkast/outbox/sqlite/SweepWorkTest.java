package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep removes from the file is accounted for once, and forgotten. */
class SweepWorkTest {
    private static final int EVENTS = FreshEvents.MOST_GONE + 1;
    private static final Visitor VISITOR = pageView(0).visitor();
    private static final String SITE = pageView(0).site().value();

    private final TestClock clock = new TestClock();

    @TempDir
    private Path directory;

    private OutboxFile file;
    private Connection connection;
    private Tables tables;
    private Books books;

    @BeforeEach
    void store() throws SQLException {
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        file = OutboxFile.open(settings.file());
        connection = file.connect();
        connection.setAutoCommit(false);
        tables = new Tables(connection);
        Tombstones tombstones = Tombstones.load(new TombstoneTable(new Statements(connection)), 10);
        books = new Books(new Shares(settings), new FreshEvents(), new LeaseBook(), tombstones, new Listeners());
        long sequence = 1;
        for (QueuedEvent event : pageViews(0, EVENTS)) {
            tables.inserts().add(sequence, event, Instant.EPOCH, EventCodec.encode(event));
            books.fresh().add(ACME, SITE, sequence++);
        }
        tables.inserts().finish();
        connection.commit();
        books.shares().found(ACME, EVENTS, 0, 0);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** It would pile up in memory, without a bound, while a lane rests. */
    @Test
    void forgetsTheOrderOfWhatItRemoved() throws SQLException {
        books.tombstones().lay(VISITOR, clock.instant());
        List<Long> all = LongStream.range(1, EVENTS).boxed().toList();
        SweepWork work = new SweepWork(Set.of(VISITOR), all, books);

        work.run(tables);
        connection.commit();
        work.committed();

        assertThat(work.done()).isCompleted();
        assertThat(books.fresh().poll(ACME, SITE, 9)).containsExactly((long) EVENTS);
    }

    /** The look through the queue may take seconds: until then consent may have been given again. */
    @Test
    void leavesWhatCameAfterConsentWasGivenAgain() throws SQLException {
        // Events of higher numbers happened earlier.
        books.tombstones().lay(VISITOR, pageView(0).event().at());
        books.tombstones().lift(VISITOR, books.tombstones().find(VISITOR));
        SweepWork work = new SweepWork(Set.of(VISITOR), List.of(1L, 2L), books);

        work.run(tables);
        connection.commit();
        work.committed();

        assertThat(tables.find(1)).isNotNull();
        assertThat(tables.find(2)).isNull();
        assertThat(books.shares().queued()).isEqualTo(EVENTS - 1);
    }

    /** Between the sweep's look and its commit a lane may take the event: it finds the tombstone then. */
    @Test
    void eventThatALaneTookMeanwhileIsCountedOnce() throws SQLException {
        List<QueuedEvent> told = new ArrayList<>();
        books.listeners().onDropped(told::addAll);
        books.tombstones().lay(VISITOR, clock.instant());
        SweepWork sweep = new SweepWork(Set.of(VISITOR), List.of(1L), books);
        sweep.run(tables);
        try (Connection lanes = file.connect()) {
            DueEvents.Taken taken =
                    new DueEvents(new Statements(lanes), books).take(ACME, 1, Wanted.FRESH_FIRST, clock.instant());
            assertThat(taken.leases()).isEmpty();
            assertThat(taken.forbidden()).hasSize(1);
            connection.commit();
            sweep.committed();

            SettleWork drop = new SettleWork(
                    ACME,
                    List.of(new Settlement.Later(taken.forbidden().getFirst(), clock.instant(), false)),
                    books,
                    clock);
            drop.run(tables);
            connection.commit();
            drop.committed();
        }

        assertThat(books.shares().queued()).isEqualTo(EVENTS - 1);
        assertThat(told).containsExactly(pageView(0));
        assertThat(books.leases().leased(ACME)).isEmpty();
    }
}
