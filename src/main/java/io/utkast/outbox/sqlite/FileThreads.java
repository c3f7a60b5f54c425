package io.utkast.outbox.sqlite;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work on the file: one writes, one reads for the lanes, and one searches, so that no lane waits for an
 * operator's question. Platform threads: JNI calls would pin the carriers of virtual ones.
 */
final class FileThreads {
    /** Searches that may wait: each can take seconds when millions of events are queued. */
    private static final int MOST_SEARCHES = 64;

    private final CommitThread writer;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("utkast-outbox-reader").factory());
    private final ScheduledExecutorService searcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("utkast-outbox-searcher").factory());
    private final Semaphore searches = new Semaphore(MOST_SEARCHES);

    FileThreads(CommitThread writer) {
        this.writer = writer;
    }

    /** Begins to write; repeats the upkeep, which must not throw, on the searcher's thread. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void start(Runnable upkeep, Duration interval) {
        writer.start();
        searcher.scheduleWithFixedDelay(upkeep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
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
    <T> CompletableFuture<T> read(Callable<T> query) {
        return run(reader, query);
    }

    /** A query that may take long; fails if too many wait already. */
    <T> CompletableFuture<T> search(Callable<T> query) {
        if (!searches.tryAcquire()) {
            return CompletableFuture.failedFuture(new IllegalStateException("too many searches at once"));
        }
        return run(searcher, query).whenComplete((answer, failure) -> searches.release());
    }

    private static <T> CompletableFuture<T> run(ExecutorService thread, Callable<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(query.call());
                } catch (Exception e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("the outbox is closed", e));
        }
        return answer;
    }

    /** Writes what was handed in and ends the threads; a search that is under way is waited for. */
    void close() throws InterruptedException {
        writer.close();
        searcher.shutdown();
        searcher.awaitTermination(1, TimeUnit.MINUTES);
        reader.close();
    }
}
