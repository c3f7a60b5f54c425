package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Lease;
import io.utkast.support.TestClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Durability and its price: every commit is flushed, and many appends share one. */
@Timeout(60)
class GroupCommitTest {
    private static final int SYNCHRONOUS_FULL = 2;
    private static final int THREADS = 8;
    private static final int APPENDS = 250;

    @TempDir
    private Path directory;

    @Test
    void everyConnectionFlushesTheLogAtEachCommit() throws SQLException {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));

        try (Connection connection = file.connect();
                Statement statement = connection.createStatement();
                ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
            assertThat(mode.getString(1)).isEqualTo("wal");
            assertThat(OutboxFile.number(connection, "PRAGMA synchronous")).isEqualTo(SYNCHRONOUS_FULL);
        }
    }

    @Test
    void whatArrivesDuringOneCommitSharesTheNext() throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        AtomicInteger commits = new AtomicInteger();
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch allArrived = new CountDownLatch(1);
        try (Connection connection = file.connect()) {
            CommitListener listener = () -> {
                commits.incrementAndGet();
                firstRuns.countDown();
                awaitQuietly(allArrived);
            };
            DiskHealth health = new DiskHealth(settings.file(), () -> 0);
            CommitThread thread = new CommitThread(connection, new RecentDurations(), () -> 0, listener, health);
            thread.start();
            List<AppendWork> works = new ArrayList<>();
            Appends appends = new Appends(new Shares(settings), new FreshEvents(), new Listeners());
            AtomicLong sequence = new AtomicLong();
            for (QueuedEvent event : pageViews(0, 100)) {
                AppendWork work = new AppendWork(
                        AppendWork.Encoded.of(List.of(event)), Instant.EPOCH, sequence, appends, Runnable::run);
                works.add(work);
                thread.submit(work);
                firstRuns.await(5, TimeUnit.SECONDS);
            }
            allArrived.countDown();

            thread.close();

            assertThat(works).allSatisfy(work -> assertThat(work.done()).isCompletedWithValue(new Appended.Stored()));
            assertThat(commits).hasValue(2);
        }
    }

    @Test
    void whatArrivesWhileRowsAreWrittenIsInTheSameCommit() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        SmallWork<Integer> late = new SmallWork<>(tables -> commits.get());

        writeWhileArrive(List.of(late), commits::incrementAndGet);

        assertThat(late.done()).isCompletedWithValue(0);
        assertThat(commits).hasValue(1);
    }

    @Test
    void oneThatArrivesWhileRowsAreWrittenAndFailsTakesItsGroupWithIt() throws Exception {
        Failing late = new Failing(() -> {});

        SmallWork<Boolean> first = writeWhileArrive(List.of(late), () -> {});

        assertThat(first.done()).isCompletedExceptionally();
        assertThat(late.told).isEqualTo(1);
    }

    @Test
    void whatIsTooMuchForOneCommitGoesIntoTheNext() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        List<SmallWork<Integer>> late = Stream.generate(() -> new SmallWork<>(tables -> commits.get()))
                .limit(1_500)
                .toList();

        writeWhileArrive(late, commits::incrementAndGet);

        assertThat(late.stream().map(work -> work.done().join()).collect(groupingBy(identity(), counting())))
                .as("by the commits before")
                .isEqualTo(Map.of(0, 1_023L, 1, 477L));
    }

    /** Writes a work during which the late ones arrive, until all are told; the first of them. */
    private SmallWork<Boolean> writeWhileArrive(List<? extends Work> late, CommitListener listener) throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        SmallWork<Boolean> first = new SmallWork<>(tables -> {
            writing.countDown();
            awaitQuietly(arrived);
            return true;
        });
        try (Connection connection = file.connect()) {
            DiskHealth health = new DiskHealth(directory.resolve("outbox.db"), () -> 0);
            CommitThread thread = new CommitThread(connection, new RecentDurations(), () -> 0, listener, health);
            thread.start();
            thread.submit(first);
            awaitQuietly(writing);
            late.forEach(thread::submit);
            arrived.countDown();

            thread.close();
        }
        return first;
    }

    @Test
    void oneThatThrowsOnHearingOfItsFailureKeepsNoOtherFromHearing() throws Exception {
        OutboxFile file = OutboxFile.open(directory.resolve("outbox.db"));
        CountDownLatch queued = new CountDownLatch(1);
        Failing other = new Failing(() -> {});
        try (Connection connection = file.connect()) {
            DiskHealth health = new DiskHealth(directory.resolve("outbox.db"), () -> 0);
            CommitThread thread =
                    new CommitThread(connection, new RecentDurations(), () -> 0, () -> awaitQuietly(queued), health);
            thread.start();
            thread.submit(new ProbeWork());
            thread.submit(new Failing(() -> {
                throw new AssertionError("cannot bear it");
            }));
            thread.submit(other);
            queued.countDown();

            thread.close();
        }

        assertThat(other.told).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void appendsFromManyThreadsAreStoredOnce() throws Exception {
        try (SqliteOutbox outbox = SqliteOutboxes.open(SqliteOutboxes.settings(directory), new TestClock());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * APPENDS;
                results.add(threads.submit(() -> appendOneByOne(outbox, first)));
            }
            int stored = 0;
            for (Future<Integer> result : results) {
                stored += result.get(50, TimeUnit.SECONDS);
            }

            assertThat(stored).isEqualTo(THREADS * APPENDS);
            List<Lease> leases =
                    outbox.take(ACME, 2 * stored).toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(leases)
                    .extracting(Lease::event)
                    .containsExactlyInAnyOrderElementsOf(pageViews(0, THREADS * APPENDS));
            assertThat(leases).extracting(Lease::sequence).isSorted().doesNotHaveDuplicates();
        }
    }

    private static int appendOneByOne(SqliteOutbox outbox, int first) throws Exception {
        int stored = 0;
        for (int number = first; number < first + APPENDS; number++) {
            Appended appended = outbox.append(List.of(pageView(number)))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            stored += appended instanceof Appended.Stored ? 1 : 0;
        }
        return stored;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cannot be written, and takes it as it is told to. */
    private static final class Failing implements Work {
        private final Runnable hear;
        private int told;

        Failing(Runnable hear) {
            this.hear = hear;
        }

        @Override
        public void run(Tables tables) throws SQLException {
            throw new SQLException("no space");
        }

        @Override
        public void committed() {
            throw new AssertionError("nothing was written");
        }

        @Override
        public void failed(Throwable cause) {
            hear.run();
        }

        @Override
        public void tell() {
            told++;
        }
    }
}
