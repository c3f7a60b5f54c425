package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the outbox's file, as steps from one version to the next. A new file takes all of them, an older one
 * those it lacks; a step that was released is never changed.
 */
final class Schema {
    private static final List<String> FIRST = List.of(
            // not_before: epoch ms, at first when it was written; 9223372036854775807 = held. Its index is the only one
            // on the hot path.
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
            "CREATE INDEX request_time ON request (portal, at)");

    private static final List<String> LETTERS_AND_TOMBSTONES = List.of(
            // replayed: how often it was a dead letter before; 0 = fresh, which goes first.
            "ALTER TABLE event ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE dead_letter ADD COLUMN deaths INTEGER NOT NULL DEFAULT 1",
            "CREATE INDEX dead_letter_visitor ON dead_letter (utk)",
            // lifted: 1 = stops only what happened before revoked_at.
            """
            CREATE TABLE tombstone (
              domain TEXT NOT NULL,
              utk TEXT NOT NULL,
              revoked_at INTEGER NOT NULL,
              lifted INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY (domain, utk)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX tombstone_age ON tombstone (revoked_at)");

    /** The step at index n leads from version n to n + 1. */
    private static final List<List<String>> STEPS = List.of(FIRST, LETTERS_AND_TOMBSTONES);

    static final int VERSION = STEPS.size();

    private Schema() {}

    /** Brings a file of an older version, or an empty one of version 0, to this version: all steps or none. */
    static void migrate(Connection connection, int from) throws SQLException {
        migrate(connection, from, VERSION);
    }

    static void migrate(Connection connection, int from, int to) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(from, to)) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA user_version = " + to);
        }
        connection.commit();
    }
}
