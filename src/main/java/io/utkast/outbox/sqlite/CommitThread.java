package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The one writer, with group commit: whatever arrived while the last commit ran goes into the next, so the price of a
 * flush is shared by all who wait for it.
 *
 * <p>The queue has no bound of its own: {@link Shares} admits no more than {@code maxPending} events, lanes wait for each
 * settlement before the next, and {@link SqliteRevocations} bounds what visitors ask for.
 */
final class CommitThread {
    private static final Logger LOG = Logger.getLogger(CommitThread.class);
    private static final int LARGEST_GROUP = 1024;
    private static final long POLL_MILLIS = 100;
    /** Fewer than this in a commit are no load worth waiting for. */
    private static final int CROWD = 4;

    private static final long MOMENT_NANOS = 300_000;

    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Connection connection;
    private final Tables tables;
    private final RecentDurations durations;
    private final LongSupplier nanoTime;
    private final CommitListener listener;
    private final DiskHealth health;
    private final Thread thread;
    private int latestGroup;
    private volatile boolean closing;

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
        synchronized (queue) {
            if (!closing) {
                queue.add(work);
                return;
            }
        }
        work.failed(new IllegalStateException("the outbox is closed"));
    }

    /** Writes what is queued, then ends. */
    void close() throws InterruptedException {
        synchronized (queue) {
            closing = true;
            // Wakes a thread that waits for work.
            queue.add(new ProbeWork());
        }
        thread.join();
    }

    private void loop() {
        List<Work> group = new ArrayList<>(LARGEST_GROUP);
        while (!closing || !queue.isEmpty()) {
            try {
                Work first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    gather(group);
                    commit(group);
                    latestGroup = group.size();
                    group.clear();
                } else if (!health.isWell() || listener.wantsCommit()) {
                    // While it is not ready nobody sends, so no other commit would show that the disk is well again.
                    commit(List.of(new ProbeWork()));
                }
            } catch (InterruptedException e) {
                // Only close() ends this thread; an interrupt from elsewhere must not lose what is queued.
                LOG.warn("outbox writer interrupted, going on", e);
            }
        }
    }

    /**
     * Takes what else is queued. In a crowd it waits a moment for as many as came last time: twice as many to a commit
     * halve its price for each, and nobody notices the moment beside the flush.
     */
    private void gather(List<Work> group) {
        if (latestGroup >= CROWD && queue.size() < latestGroup) {
            LockSupport.parkNanos(MOMENT_NANOS);
        }
        queue.drainTo(group, LARGEST_GROUP - 1);
    }

    private void commit(List<Work> group) {
        long start = nanoTime.getAsLong();
        try {
            for (Work work : group) {
                work.run(tables);
            }
            listener.beforeCommit();
            connection.commit();
            durations.add(nanoTime.getAsLong() - start);
            health.committed();
        } catch (SQLException | RuntimeException | Error e) {
            // An Error too: the one writer must not end in silence while requests wait for it.
            fail(group, e);
            return;
        }
        group.forEach(CommitThread::tellCommitted);
        listener.afterGroup();
    }

    private static void tellCommitted(Work work) {
        try {
            work.committed();
        } catch (RuntimeException e) {
            // It is on disk; whoever waits for it failed on hearing so. The others must still hear.
            LOG.error("a listener to a commit failed", e);
        }
    }

    private void fail(List<Work> group, Throwable cause) {
        health.failed(cause);
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
            beginAnew(cause);
        }
        group.forEach(work -> work.failed(cause));
    }

    /**
     * A full disk makes SQLite roll back by itself (sqlite.org/lang_transaction.html, 3), and of that the driver knows
     * nothing: it would go on without a transaction, write row by row, and find nothing to commit for ever.
     */
    private void beginAnew(Throwable cause) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException e) {
            // The next failure comes here again.
            cause.addSuppressed(e);
        }
    }
}
