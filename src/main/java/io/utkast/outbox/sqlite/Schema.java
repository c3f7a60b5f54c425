package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the outbox's file, as the steps that lead from each version to the next. A new file takes all of them,
 * so that it never differs from one that grew up.
 */
final class Schema {
    static final List<List<String>> STEPS = List.of(
            // To version 1.
            List.of(
                    """
                    CREATE TABLE event (
                      sequence INTEGER PRIMARY KEY,
                      portal TEXT NOT NULL,
                      not_before INTEGER NOT NULL,
                      attempts INTEGER NOT NULL,
                      accepted_at INTEGER NOT NULL,
                      id TEXT NOT NULL,
                      site TEXT NOT NULL,
                      utk TEXT NOT NULL,
                      held TEXT,
                      body BLOB NOT NULL
                    ) STRICT""",
                    "CREATE INDEX event_due ON event (portal, not_before)",
                    """
                    CREATE TABLE dead_letter (
                      sequence INTEGER PRIMARY KEY,
                      portal TEXT NOT NULL,
                      accepted_at INTEGER NOT NULL,
                      id TEXT NOT NULL,
                      site TEXT NOT NULL,
                      utk TEXT NOT NULL,
                      body BLOB NOT NULL,
                      died_at INTEGER NOT NULL,
                      status INTEGER NOT NULL,
                      category TEXT,
                      message TEXT NOT NULL,
                      correlation_id TEXT
                    ) STRICT""",
                    "CREATE INDEX dead_letter_age ON dead_letter (died_at)",
                    "CREATE TABLE request (portal TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
                    "CREATE INDEX request_time ON request (portal, at)"),
            // To version 2. Queue: see Tables. A held event used to have the largest number as its not-before; now that
            // is when it was held. The index is the only one on the hot path.
            List.of(
                    "ALTER TABLE event ADD COLUMN queue INTEGER NOT NULL DEFAULT 0",
                    "UPDATE event SET queue = 2, not_before = accepted_at WHERE not_before = 9223372036854775807",
                    "DROP INDEX event_due",
                    "CREATE INDEX event_due ON event (portal, queue, site, not_before)",
                    """
                    CREATE TABLE request_count (
                      portal TEXT NOT NULL,
                      quarter INTEGER NOT NULL,
                      requests INTEGER NOT NULL,
                      PRIMARY KEY (portal, quarter)
                    ) STRICT, WITHOUT ROWID""",
                    """
                    CREATE TABLE lane_state (
                      portal TEXT PRIMARY KEY,
                      paused INTEGER NOT NULL,
                      rest_state TEXT,
                      rest_until INTEGER,
                      rest_why TEXT,
                      fault_state TEXT,
                      fault_until INTEGER,
                      fault_failures INTEGER,
                      fault_why TEXT,
                      quota_requests INTEGER,
                      quota_millis INTEGER
                    ) STRICT, WITHOUT ROWID""",
                    """
                    CREATE TABLE lane_hold (
                      portal TEXT NOT NULL,
                      site TEXT NOT NULL,
                      type TEXT NOT NULL,
                      why TEXT NOT NULL,
                      PRIMARY KEY (portal, site, type)
                    ) STRICT, WITHOUT ROWID"""),
            // To version 3. Replayed: how often the event was a dead letter before. Lifted: 1 = the tombstone stops
            // only
            // what happened before revoked_at.
            List.of(
                    "ALTER TABLE event ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0",
                    "ALTER TABLE dead_letter ADD COLUMN deaths INTEGER NOT NULL DEFAULT 1",
                    "CREATE INDEX dead_letter_visitor ON dead_letter (utk)",
                    """
                    CREATE TABLE tombstone (
                      domain TEXT NOT NULL,
                      utk TEXT NOT NULL,
                      revoked_at INTEGER NOT NULL,
                      lifted INTEGER NOT NULL DEFAULT 0,
                      PRIMARY KEY (domain, utk)
                    ) STRICT, WITHOUT ROWID""",
                    "CREATE INDEX tombstone_age ON tombstone (revoked_at)"),
            // To version 4. Events that were only stored need no index; those put off get a queue of their own.
            List.of(
                    "DROP INDEX event_due",
                    "UPDATE event SET queue = 3 WHERE queue = 0 AND (attempts > 0 OR not_before > unixepoch() * 1000)",
                    "CREATE INDEX event_due ON event (portal, queue, site, not_before) WHERE queue > 0"));

    /** The version that this code reads and writes. */
    static final int VERSION = STEPS.size();

    private Schema() {}

    /** Brings a file of the version to {@link #VERSION}, in one transaction: a crash leaves it as it was. */
    static void upgrade(Connection connection, int version) throws SQLException {
        upgrade(connection, version, VERSION);
    }

    static void upgrade(Connection connection, int version, int wanted) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(version, wanted)) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA user_version = " + wanted);
        }
        connection.commit();
    }
}
