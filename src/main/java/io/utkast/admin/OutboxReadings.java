package io.utkast.admin;

import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the outbox holds, read once for all the meters that one scrape asks for. Blocks, for a bounded time. */
public final class OutboxReadings {
    /** Younger figures serve again: a scrape asks for dozens. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** Longer than any look into a healthy file; then the scrape shows the outbox as it was before. */
    private static final int PATIENCE_SECONDS = 2;

    private static final Logger LOG = Logger.getLogger(OutboxReadings.class);

    private final Outbox outbox;
    private final Clock clock;
    private @Nullable Reading latest;
    private Instant readAt = Instant.MIN;

    public OutboxReadings(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The outbox at a moment. */
    record Reading(OutboxStatus status, DeadLetters.Figures letters, Instant at) {}

    /** The figures, a second old at most while the disk is well; null if they never could be read. */
    synchronized @Nullable Reading latest() {
        Instant now = clock.instant();
        if (readAt.isAfter(now) || Duration.between(readAt, now).compareTo(FRESH) >= 0) {
            readAt = now;
            read(now);
        }
        return latest;
    }

    /** A figure of the latest reading; not a number if there is none. */
    double figure(ToDoubleFunction<Reading> figure) {
        Reading reading = latest();
        return reading == null ? Double.NaN : figure.applyAsDouble(reading);
    }

    boolean accepting() {
        return outbox.accepting();
    }

    boolean healthy() {
        return outbox.healthy();
    }

    private void read(Instant now) {
        CompletableFuture<Reading> reading = outbox.status()
                .thenCombine(outbox.deadLetters().figures(), (status, letters) -> new Reading(status, letters, now))
                .toCompletableFuture();
        try {
            latest = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("Outbox not read for metrics cause=%s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
