package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.Visitor;
import io.utkast.outbox.Revocations;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tombstones in the outbox's file. */
final class SqliteRevocations implements Revocations {
    /** Revocations that may wait; they are small, but nothing here grows without a bound. */
    private static final int MOST_WAITING = 10_000;

    private static final Logger LOG = Logger.getLogger(SqliteRevocations.class);

    private final FileThreads threads;
    private final Sweeper sweeper;
    private final Books books;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    SqliteRevocations(FileThreads threads, Sweeper sweeper, Books books, Clock clock) {
        this.threads = threads;
        this.sweeper = sweeper;
        this.books = books;
        this.clock = clock;
    }

    @Override
    public boolean forbid(Visitor visitor, Instant at) {
        return books.tombstones().forbid(visitor, at);
    }

    /**
     * In this order: memory, so that nothing more of the visitor is leased; the file, behind all appends that were
     * handed in before; then the queue, where now all of them are to be seen.
     */
    @Override
    public CompletionStage<Revoked> revoke(Visitor visitor) {
        if (!waiting.tryAcquire()) {
            return CompletableFuture.completedFuture(new Revoked.Unavailable("too many revocations at once"));
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        books.tombstones().lay(visitor, now);
        return threads.write(tables -> lay(tables, visitor, now))
                .thenApply(this::count)
                .thenCompose(letters -> sweeper.sweep(visitor)
                        .<Revoked>thenApply(swept -> new Revoked.Done(swept.removed(), letters, swept.leased())))
                .exceptionally(failure -> {
                    LOG.errorf("revocation is not durable cause=%s", failure.getMessage());
                    return new Revoked.Unavailable("the disk refuses");
                })
                .whenComplete((revoked, failure) -> waiting.release());
    }

    private int count(Map<PortalKey, Integer> letters) {
        letters.forEach(books.shares()::lettersLeft);
        return letters.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<PortalKey, Integer> lay(Tables tables, Visitor visitor, Instant now) throws SQLException {
        tables.tombstones().lay(visitor, now);
        return tables.letters().dropAll(visitor);
    }

    @Override
    public CompletionStage<Void> lift(Visitor visitor) {
        Tombstones memory = books.tombstones();
        @Nullable Tombstone seen = memory.find(visitor);
        boolean mayStand = seen == null ? !memory.isComplete() : !seen.lifted();
        if (!mayStand) {
            return CompletableFuture.completedFuture(null);
        }
        return threads.write(tables -> {
                    tables.tombstones().lift(visitor);
                    return true;
                })
                .thenAccept(durable -> memory.lift(visitor, seen));
    }

    @Override
    public void onDropped(DropListener listener) {
        books.listeners().onDropped(listener);
    }
}
