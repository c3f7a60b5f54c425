package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.DeadLetters.Figures;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the dead letters within their bounds, counts what goes, and warns well before. */
final class LetterBounds {
    private static final Logger LOG = Logger.getLogger(LetterBounds.class);
    /** The part of a bound from which on it is near. */
    private static final double NEAR = 0.8;

    private static final int PERCENT = 100;
    /** One transaction over very many rows would stop the writer. */
    private static final int SLICE = 10_000;

    private final OutboxSettings settings;
    private final Shares shares;
    private final Reader reader;
    private final Clock clock;
    private final AtomicLong expired = new AtomicLong();
    private final AtomicBoolean warned = new AtomicBoolean();

    LetterBounds(OutboxSettings settings, Shares shares, Reader reader, Clock clock) {
        this.settings = settings;
        this.shares = shares;
        this.reader = reader;
        this.clock = clock;
    }

    /** Removes what is beyond a bound, in slices; completes when that is durable. */
    CompletionStage<Void> trim(FileThreads threads) {
        return threads.write(tables -> tables.letters().trim(excess(tables), oldestKept(), SLICE))
                .thenApply(this::trimmed)
                .thenCompose(
                        removed -> removed < SLICE ? CompletableFuture.<Void>completedFuture(null) : trim(threads));
    }

    /** Counted in the file: what memory counts is behind by the trims of the same group. */
    private int excess(Tables tables) throws SQLException {
        int maximum = settings.deadLettersMaximum();
        return shares.deadLetters() > maximum ? Math.clamp(tables.letters().count() - (long) maximum, 0, SLICE) : 0;
    }

    private Instant oldestKept() {
        return clock.instant().minus(settings.deadLettersKeep());
    }

    private int trimmed(Map<PortalKey, Integer> removed) {
        removed.forEach(shares::lettersLeft);
        int sum = removed.values().stream().mapToInt(Integer::intValue).sum();
        if (sum > 0) {
            expired.addAndGet(sum);
            LOG.warnf("dead letters expired letters=%d", sum);
        }
        return sum;
    }

    /** Warns once when the number comes near its bound; by age they come slowly, and the upkeep sees that. */
    void warnOnce() {
        boolean near = isNearByNumber();
        if (near != warned.getAndSet(near) && near) {
            LOG.warnf("dead letters near their bound warning=\"%s\"", numberWarning());
        }
    }

    /** Warns if a bound is near; on the look-ups' thread. */
    void warn() throws SQLException {
        String warning = warning(reader.oldestDeath());
        warned.set(isNearByNumber());
        if (warning != null) {
            LOG.warnf("dead letters near their bound warning=\"%s\"", warning);
        }
    }

    /** On the look-ups' thread: stats must not wait behind a search. */
    Figures figures() throws SQLException {
        Instant oldest = reader.oldestDeath();
        return new Figures(
                shares.deadLetters(),
                settings.deadLettersMaximum(),
                oldest,
                settings.deadLettersKeep(),
                expired.get(),
                warning(oldest));
    }

    private @Nullable String warning(@Nullable Instant oldest) {
        if (isNearByNumber()) {
            return numberWarning();
        }
        if (oldest == null) {
            return null;
        }
        Duration age = Duration.between(oldest, clock.instant());
        Duration keep = settings.deadLettersKeep();
        return age.toMillis() > NEAR * keep.toMillis()
                ? "the oldest dead letter goes in " + keep.minus(age).toHours() + " hours (utkast.dead-letters.keep)"
                : null;
    }

    private boolean isNearByNumber() {
        return shares.deadLetters() > NEAR * settings.deadLettersMaximum();
    }

    private String numberWarning() {
        return shares.deadLetters() * PERCENT / settings.deadLettersMaximum()
                + " % of utkast.dead-letters.maximum is used; beyond it the oldest go";
    }
}
