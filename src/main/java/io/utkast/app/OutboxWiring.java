package io.utkast.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.collect.CollectConfig;
import io.utkast.event.Share;
import io.utkast.outbox.DeadLettersConfig;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxConfig;
import io.utkast.outbox.sqlite.OutboxSettings;
import io.utkast.outbox.sqlite.SqliteOutbox;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Opens the data directory and the outbox in it.
 *
 * <p>What goes wrong is told without its cause: Quarkus prints a configuration mistake plainly only if nothing caused it.
 */
@Singleton
@SuppressWarnings("UnusedException")
final class OutboxWiring {
    /** Some 100 MB of events in memory at the worst, while the disk hangs. */
    private static final int MAX_PENDING = 100_000;

    @Produces
    @Singleton
    DataDirectory dataDirectory(GatewayConfig config) {
        try {
            return DataDirectory.open(config.dataDir());
        } catch (IOException e) {
            throw new ConfigurationException("utkast.data-dir: " + e.getMessage());
        }
    }

    void close(@Disposes DataDirectory directory) throws IOException {
        directory.close();
    }

    @Produces
    @Singleton
    Outbox outbox(
            DataDirectory directory,
            OutboxConfig config,
            DeadLettersConfig deadLetters,
            CollectConfig collect,
            Clock clock) {
        check(config, deadLetters);
        OutboxSettings settings = new OutboxSettings(
                directory.file("outbox.db"),
                config.capacity().bytes(),
                config.maxEvents(),
                config.maxShare().fraction(),
                MAX_PENDING,
                deadLetters.maximum(),
                deadLetters.keep(),
                tombstonesKeep(collect, deadLetters));
        try {
            return SqliteOutbox.open(settings, clock);
        } catch (SQLException e) {
            throw new ConfigurationException("utkast.data-dir: the outbox cannot be opened: " + e.getMessage());
        }
    }

    /** Longer than any event of the visitor can come back: from a browser's or a back end's retry, or by a replay. */
    private static Duration tombstonesKeep(CollectConfig collect, DeadLettersConfig deadLetters) {
        Duration keep = deadLetters.keep();
        return (collect.maxAge().compareTo(keep) > 0 ? collect.maxAge() : keep).plusDays(1);
    }

    static void check(OutboxConfig config, DeadLettersConfig deadLetters) {
        record Bound(String key, boolean right) {}
        Share share = config.maxShare();
        List<Bound> bounds = List.of(
                new Bound("utkast.outbox.capacity", config.capacity().bytes() > 0),
                new Bound("utkast.outbox.max-events", config.maxEvents() > 0),
                new Bound("utkast.outbox.max-share", share.fraction() > 0),
                new Bound("utkast.dead-letters.maximum", deadLetters.maximum() > 0),
                new Bound("utkast.dead-letters.keep", deadLetters.keep().isPositive()));
        bounds.stream().filter(bound -> !bound.right()).findFirst().ifPresent(bound -> {
            throw new ConfigurationException(bound.key() + ": must be greater than 0");
        });
    }
}
