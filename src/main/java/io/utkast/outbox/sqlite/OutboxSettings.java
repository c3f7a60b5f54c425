package io.utkast.outbox.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a {@link SqliteOutbox} needs to know.
 *
 * @param capacityBytes live pages and write-ahead log, at most
 * @param maxEvents waiting events, at most
 * @param maxShare the part of both, 0 to 1, that one portal may use
 * @param maxPending events handed in and not yet committed, at most: the bound on memory when the disk is slow
 * @param tombstonesKeep how long a revocation is remembered: longer than any old event can come back
 */
public record OutboxSettings(
        Path file,
        long capacityBytes,
        long maxEvents,
        double maxShare,
        int maxPending,
        int deadLettersMaximum,
        Duration deadLettersKeep,
        Duration tombstonesKeep) {}
