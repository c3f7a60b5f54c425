package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a group that fails nothing is left, however many of its rows were inserted or waiting. */
@Timeout(60)
class FailedGroupTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, EventInserts.ROWS, EventInserts.ROWS + 1})
    void rowsOfAGroupThatFailedAreNotInTheNextOne(int rows) throws Exception {
        assertThat(storedAfter(tables -> {
                    insert(tables, pageViews(0, rows), 1);
                    throw new SQLException("no space");
                }))
                .containsExactly(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, EventInserts.ROWS, EventInserts.ROWS + 2})
    void rowsThatCannotBeInsertedFailTheirGroupAlone(int rows) throws Exception {
        assertThat(storedAfter(tables -> {
                    insert(tables, pageViews(0, rows - 1), 1);
                    insert(tables, pageViews(rows, rows + 1), rows - 1);
                    return true;
                }))
                .containsExactly(1_000);
    }

    /** As when the driver cannot begin the next transaction: nobody was promised the events, but nobody would know them. */
    @Test
    void eventsOfAFailedCommitThatAreOnDiskAllTheSameAreFound() throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        AtomicBoolean fails = new AtomicBoolean(true);
        List<Long> found = Collections.synchronizedList(new ArrayList<>());
        try (Connection connection = file.connect()) {
            CommitListener listener = new CommitListener() {
                @Override
                public void beforeCommit() {}

                @Override
                public void foundStored(StoredRow row) {
                    found.add(row.columns().sequence());
                }
            };
            SmallWork<Boolean> first = new SmallWork<>(tables -> {
                insert(tables, pageViews(0, 3), 5);
                return true;
            });
            SmallWork<Boolean> next = new SmallWork<>(tables -> {
                insert(tables, pageViews(3, 5), 8);
                return true;
            });
            CommitThread thread = started(committingAndFailing(connection, fails), listener);
            thread.submit(first);
            assertThat(first.done()).failsWithin(Duration.ofSeconds(10));
            assertThat(found).isEmpty();
            fails.set(false);
            thread.submit(next);
            next.done().get(10, TimeUnit.SECONDS);
            thread.submit(new SmallWork<>(tables -> tables.delete(5)));

            thread.close();

            assertThat(found).containsExactly(5L, 6L, 7L);
        }
    }

    private static Connection committingAndFailing(Connection connection, AtomicBoolean fails) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(connection, arguments);
                    if (method.getName().equals("commit") && fails.get()) {
                        throw new SQLException("cannot begin");
                    }
                    return answer;
                });
    }

    private CommitThread started(Connection connection, CommitListener listener) throws SQLException {
        DiskHealth health = new DiskHealth(directory.resolve("outbox.db"), () -> 0);
        CommitThread thread = new CommitThread(connection, new RecentDurations(), () -> 0, listener, health);
        thread.start();
        return thread;
    }

    private static void insert(Tables tables, List<QueuedEvent> events, long from) throws SQLException {
        long sequence = from;
        for (QueuedEvent event : events) {
            tables.inserts().add(sequence++, event, Instant.EPOCH, EventCodec.encode(event));
        }
    }

    /** The sequences in the file after the write, which has to fail, and another one of an event of sequence 1,000. */
    private List<Integer> storedAfter(SmallWork.Write<Boolean> failing) throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        SmallWork<Boolean> first = new SmallWork<>(failing);
        SmallWork<Boolean> next = new SmallWork<>(tables -> {
            insert(tables, pageViews(0, 1), 1_000);
            return true;
        });
        try (Connection connection = file.connect()) {
            CommitThread thread = started(connection, () -> {});
            thread.submit(first);
            first.done().handle((done, failure) -> failure).get(10, TimeUnit.SECONDS);
            thread.submit(next);

            thread.close();

            assertThat(first.done()).isCompletedExceptionally();
            assertThat(next.done()).isCompletedWithValue(true);
            List<Integer> stored = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT sequence FROM event")) {
                while (rows.next()) {
                    stored.add(rows.getInt(1));
                }
            }
            return stored;
        }
    }
}
