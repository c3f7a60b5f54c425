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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** As when the driver cannot begin the next transaction once the last one is committed. */
    @Test
    void groupThatIsOnDiskIsCommittedWhateverTheDriverSays() throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        try (Connection connection = file.connect()) {
            Connection failing = (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        Object answer = method.invoke(connection, arguments);
                        if (method.getName().equals("commit")) {
                            throw new SQLException("cannot begin");
                        }
                        return answer;
                    });
            SmallWork<Boolean> stored = new SmallWork<>(tables -> {
                insert(tables, pageViews(0, 3), 1);
                return true;
            });
            SmallWork<Boolean> unknown = new SmallWork<>(tables -> tables.delete(2));
            CommitThread thread = started(failing);
            thread.submit(stored);
            stored.done().handle((done, failure) -> failure).get(10, TimeUnit.SECONDS);
            thread.submit(unknown);

            thread.close();

            assertThat(stored.done()).isCompletedWithValue(true);
            assertThat(unknown.done()).isCompletedExceptionally();
        }
    }

    private CommitThread started(Connection connection) throws SQLException {
        DiskHealth health = new DiskHealth(directory.resolve("outbox.db"), () -> 0);
        CommitThread thread = new CommitThread(connection, new RecentDurations(), () -> 0, () -> {}, health);
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
            CommitThread thread = started(connection);
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
