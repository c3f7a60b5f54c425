package io.utkast.outbox.sqlite;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** What the file needs now and then: removes what is too old, and warns of what soon will be. */
final class Upkeep implements Runnable {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final FileThreads threads;
    private final LetterBounds bounds;
    private final Tombstones tombstones;
    private final Duration tombstonesKeep;
    private final Clock clock;

    Upkeep(FileThreads threads, LetterBounds bounds, Tombstones tombstones, Duration tombstonesKeep, Clock clock) {
        this.threads = threads;
        this.bounds = bounds;
        this.tombstones = tombstones;
        this.tombstonesKeep = tombstonesKeep;
        this.clock = clock;
    }

    /** A failure is told and no more: the next time may find the disk well again. */
    @Override
    public void run() {
        CompletableFuture<?> _ = tidy().thenCompose(tidied -> threads.look(() -> {
                    bounds.warn();
                    return true;
                }))
                .exceptionally(failure -> {
                    LOG.warnf("dead letters not looked at cause=%s", failure.getMessage());
                    return false;
                });
    }

    /** Removes what is too old; completes in any case. */
    CompletableFuture<Void> tidy() {
        Instant oldest = clock.instant().minus(tombstonesKeep);
        return bounds.trim(threads)
                .thenCompose(
                        trimmed -> threads.write(tables -> tables.tombstones().expire(oldest)))
                .handle((expired, failure) -> {
                    if (failure == null) {
                        tombstones.expire(oldest);
                    } else {
                        LOG.warnf("outbox not tidied cause=%s", failure.getMessage());
                    }
                    return (Void) null;
                })
                .toCompletableFuture();
    }
}
