package io.utkast.outbox.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** A write with a single result, such as a noted request. */
final class SmallWork<T> implements Work {
    private final Write<T> write;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private volatile @org.jspecify.annotations.Nullable T result;

    /** The write itself. */
    @FunctionalInterface
    interface Write<T> {
        T run(Tables tables) throws SQLException;
    }

    SmallWork(Write<T> write) {
        this.write = write;
    }

    CompletableFuture<T> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        result = write.run(tables);
    }

    @Override
    public void committed() {
        done.complete(result);
    }

    @Override
    public void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }
}
