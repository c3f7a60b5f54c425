package io.utkast.outbox.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work on the file: one writes, one takes events for the lanes, one looks up figures, and one searches,
 * so that neither lanes nor stats wait for an operator's question. Platform threads: JNI calls would pin the carriers of
 * virtual ones.
 */
final class FileThreads {
    /** Searches that may wait: each can take seconds when millions of events are queued. */
    private static final int MOST_SEARCHES = 64;

    private final CommitThread writer;
    private final ReadThread lanes;
    private final ReadThread lookups;
    private final ReadThread searches;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("utkast-outbox-upkeep").factory());
    private final Semaphore waiting = new Semaphore(MOST_SEARCHES);

    FileThreads(CommitThread writer, Readers readers) {
        this.writer = writer;
        lanes = new ReadThread("utkast-outbox-lanes", readers.lanes());
        lookups = new ReadThread("utkast-outbox-lookups", readers.lookups());
        searches = new ReadThread("utkast-outbox-searches", readers.searches());
    }

    /** What those that read ask with, each on a connection of its own and used by its own thread only. */
    record Readers(Statements lanes, Statements lookups, Statements searches) {
        static Readers of(OutboxFile file) throws SQLException {
            return new Readers(
                    new Statements(file.connect()), new Statements(file.connect()), new Statements(file.connect()));
        }
    }

    /** Begins to write; repeats the upkeep, which must be quick and never throw. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void start(Runnable tidy, Duration interval) {
        writer.start();
        upkeep.scheduleWithFixedDelay(tidy, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean healthy() {
        return writer.healthy();
    }

    void submit(Work work) {
        writer.submit(work);
    }

    <T> CompletableFuture<T> write(SmallWork.Write<T> write) {
        SmallWork<T> work = new SmallWork<>(write);
        writer.submit(work);
        return work.done();
    }

    /** A short query for a lane. */
    <T> CompletableFuture<T> take(Callable<T> query) {
        return lanes.read(query);
    }

    /** A short query for anybody else. */
    <T> CompletableFuture<T> look(Callable<T> query) {
        return lookups.read(query);
    }

    /** A query that may take long; fails if too many wait already. */
    <T> CompletableFuture<T> search(Callable<T> query) {
        if (!waiting.tryAcquire()) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many searches at once"));
        }
        return searches.read(query).whenComplete((answer, failure) -> waiting.release());
    }

    /** Writes and answers what was handed in, and ends the threads with the connections of those that read. */
    void close() throws InterruptedException, SQLException {
        upkeep.shutdownNow();
        writer.close();
        searches.close();
        lanes.close();
        lookups.close();
    }
}
