package io.utkast.outbox.sqlite;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A connection for queries, and the one platform thread that uses it: JNI calls would pin the carrier of a virtual one. */
final class ReadThread implements AutoCloseable {
    private final Statements statements;
    private final ExecutorService thread;

    ReadThread(String name, Statements statements) {
        this.statements = statements;
        thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
    }

    /** Queues the query; fails at once after the end. */
    <T> CompletableFuture<T> read(Callable<T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(query.call());
                } catch (Exception | Error e) {
                    // An Error too: a lane that waits for its events would wait for ever.
                    statements.renew();
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("the outbox is closed", e));
        }
        return answer;
    }

    /** Answers what was asked, then ends. */
    @Override
    public void close() throws SQLException {
        thread.close();
        statements.connection().close();
    }
}
