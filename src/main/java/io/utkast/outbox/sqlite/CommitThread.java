package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The one writer, with group commit: whatever arrived while the last commit ran, and while its rows are written, goes into
 * the next, so the price of a flush is shared by all who wait for it.
 *
 * <p>The queue has no bound of its own: {@link Shares} admits no more than {@code maxPending} events, lanes wait for each
 * settlement before the next, and {@link SqliteRevocations} bounds what visitors ask for.
 */
final class CommitThread {
    private static final Logger LOG = Logger.getLogger(CommitThread.class);
    private static final int LARGEST_GROUP = 1024;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Fewer than this in a commit are no load worth waiting for. */
    private static final int CROWD = 4;

    private static final long MOMENT_NANOS = 300_000;

    private final WorkQueue queue = new WorkQueue();
    private final Tellings tellings = new Tellings();
    private final Connection connection;
    private final Tables tables;
    private final RecentDurations durations;
    private final LongSupplier nanoTime;
    private final CommitListener listener;
    private final DiskHealth health;
    private final Thread thread;
    private int latestGroup;
    private Sequences doubts = Sequences.NONE;

    CommitThread(
            Connection connection,
            RecentDurations durations,
            LongSupplier nanoTime,
            CommitListener listener,
            DiskHealth health)
            throws SQLException {
        this.connection = connection;
        this.durations = durations;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.health = health;
        connection.setAutoCommit(false);
        tables = new Tables(connection);
        // A platform thread: JNI calls would pin the carrier of a virtual one.
        thread = Thread.ofPlatform().name("utkast-outbox-writer").unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Whether the latest commit succeeded. */
    boolean healthy() {
        return health.isWell() && thread.isAlive();
    }

    /** Queues the work; once the thread is closing, nobody would write it, so it fails at once. */
    void submit(Work work) {
        if (!queue.add(work)) {
            work.failed(new IllegalStateException("the outbox is closed"));
            work.tell();
        }
    }

    /** Writes what is queued, then ends. */
    void close() throws InterruptedException {
        queue.close();
        thread.join();
    }

    private void loop() {
        List<Work> group = new ArrayList<>(LARGEST_GROUP);
        while (!queue.isOver()) {
            try {
                if (gather(group)) {
                    commit(group);
                    latestGroup = group.size();
                } else if (!health.isWell() || listener.wantsCommit()) {
                    // While it is not ready nobody sends, so no other commit would show that the disk is well again.
                    group.add(new ProbeWork());
                    commit(group);
                }
            } catch (InterruptedException e) {
                // Only close() ends this thread; an interrupt from elsewhere must not lose what is queued.
                LOG.warn("outbox writer interrupted, going on", e);
            } catch (RuntimeException | Error e) {
                // Nobody else writes: requests would wait for ever.
                LOG.error("outbox writer failed after a commit, going on", e);
            } finally {
                group.clear();
            }
        }
    }

    /**
     * Takes what is queued; false if nothing comes. In a crowd it waits a moment for most of as many as came last time:
     * twice as many to a commit halve its price for each, and nobody notices the moment beside the flush. Not for all of
     * them: the last ones often only come once those of this commit are told.
     */
    private boolean gather(List<Work> group) throws InterruptedException {
        int queued = queue.await(1, POLL_NANOS);
        int most = latestGroup * 2 / 3;
        if (latestGroup >= CROWD && queued > 0 && queued < most) {
            queue.await(most, MOMENT_NANOS);
        }
        // More may have come since they were counted.
        queue.drainTo(group, LARGEST_GROUP);
        return !group.isEmpty();
    }

    private void commit(List<Work> group) {
        long start = nanoTime.getAsLong();
        try {
            write(group);
            listener.beforeCommit();
            connection.commit();
            durations.add(nanoTime.getAsLong() - start);
            health.committed();
        } catch (SQLException | RuntimeException | Error e) {
            // An Error too: the one writer must not end in silence while requests wait for it.
            fail(group, e);
            return;
        }
        tables.inserts().committed();
        forEach(group, Work::committed);
        lookAfterDoubts();
        listener.afterCommit();
        tellings.tell(group);
        listener.afterGroup();
    }

    /** Writes the group, and what arrives meanwhile: the more share the flush, the less it costs each. */
    private void write(List<Work> group) throws SQLException {
        for (int written = 0; written < group.size(); ) {
            while (written < group.size()) {
                group.get(written++).run(tables);
            }
            queue.drainTo(group, LARGEST_GROUP - written);
        }
        tables.inserts().finish();
    }

    /** One that throws on hearing how it ended must not keep the others from hearing. */
    private static void forEach(List<Work> group, Consumer<Work> hear) {
        for (Work work : group) {
            try {
                hear.accept(work);
            } catch (RuntimeException | Error e) {
                LOG.error("a piece of work failed on hearing how its commit ended", e);
            }
        }
    }

    private void fail(List<Work> group, Throwable cause) {
        // First of all: whatever else goes wrong, nothing of this group may be in the next one's transaction.
        doubts = doubts.with(tables.forget());
        try {
            connection.rollback();
        } catch (SQLException | RuntimeException | Error e) {
            cause.addSuppressed(e);
            beginAnew(cause);
        }
        health.failed(cause);
        forEach(group, work -> work.failed(cause));
        tellings.tell(group);
    }

    /**
     * Events of a commit that failed may be in the file all the same: the driver's commit also begins the next transaction,
     * which may fail alone. Looked for once a commit succeeds: then no transaction of before is open any more.
     */
    private void lookAfterDoubts() {
        if (doubts.isEmpty()) {
            return;
        }
        Sequences looked = doubts;
        // Not to be looked for again, whatever comes of it: from here on the range may get events that memory knows.
        doubts = Sequences.NONE;
        try {
            tables.fresh(looked).forEach(listener::foundStored);
        } catch (SQLException | RuntimeException | Error e) {
            // An Error too: this group is still to be told.
            LOG.warnf(
                    e,
                    "a failed commit is not looked up: if its events are stored, they wait for the next start first=%d last=%d",
                    looked.first(),
                    looked.last());
        }
    }

    /**
     * A full disk makes SQLite roll back by itself (sqlite.org/lang_transaction.html, 3), and of that the driver knows
     * nothing: it would go on without a transaction, write row by row, and find nothing to commit for ever.
     */
    private void beginAnew(Throwable cause) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException | RuntimeException | Error e) {
            // The next failure comes here again.
            cause.addSuppressed(e);
        }
    }
}
