package io.utkast.outbox.sqlite;

import java.time.Instant;

/**
 * A visitor's revocation.
 *
 * @param lifted whether consent was given again since
 */
record Tombstone(Instant revokedAt, boolean lifted) {

    /** Standing, it forbids all; lifted, what happened before it was laid. */
    boolean forbids(Instant at) {
        return !lifted || at.isBefore(revokedAt);
    }
}
