package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeathCause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The writer's prepared statements, used by its thread only. */
final class Tables {
    /** The not-before of an event that waits for an operator or a probe. */
    static final long HELD = Long.MAX_VALUE;

    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement later;
    private final PreparedStatement hold;
    private final PreparedStatement release;
    private final PreparedStatement note;
    private final PreparedStatement forget;
    private final PreparedStatement find;
    private final LetterTable letters;
    private final TombstoneTable tombstones;

    Tables(Connection connection) throws SQLException {
        insert = connection.prepareStatement("""
                INSERT INTO event (sequence, portal, not_before, attempts, accepted_at, id, site, utk, body)
                VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?)""");
        delete = connection.prepareStatement("DELETE FROM event WHERE sequence = ?");
        later = connection.prepareStatement(
                "UPDATE event SET not_before = ?, attempts = attempts + ?, held = NULL WHERE sequence = ?");
        hold = connection.prepareStatement(
                "UPDATE event SET not_before = " + HELD + ", held = ? WHERE sequence = ? AND not_before < " + HELD);
        release = connection.prepareStatement(
                "UPDATE event SET not_before = min(accepted_at, ?), held = NULL WHERE sequence IN ("
                        + "SELECT sequence FROM event WHERE portal = ? AND not_before = " + HELD
                        + " ORDER BY sequence LIMIT ?)");
        note = connection.prepareStatement("INSERT INTO request (portal, at) VALUES (?, ?)");
        forget = connection.prepareStatement("DELETE FROM request WHERE portal = ? AND at < ?");
        find = connection.prepareStatement("SELECT " + StoredRow.COLUMNS + " FROM event WHERE sequence = ?");
        letters = new LetterTable(connection);
        tombstones = new TombstoneTable(connection);
    }

    void insert(long sequence, QueuedEvent event, Instant notBefore, byte[] body) throws SQLException {
        insert.setLong(1, sequence);
        insert.setString(2, event.portal().value());
        insert.setLong(3, notBefore.toEpochMilli());
        insert.setLong(4, event.acceptedAt().toEpochMilli());
        insert.setString(5, event.id().value());
        insert.setString(6, event.site().value());
        insert.setString(7, event.visitor().utk().value());
        insert.setBytes(8, body);
        insert.executeUpdate();
    }

    /** Whether it was there. */
    boolean delete(long sequence) throws SQLException {
        delete.setLong(1, sequence);
        return delete.executeUpdate() == 1;
    }

    /** The event's row as it stands, null if it is gone. */
    @Nullable
    StoredRow find(long sequence) throws SQLException {
        find.setLong(1, sequence);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? StoredRow.read(row) : null;
        }
    }

    LetterTable letters() {
        return letters;
    }

    TombstoneTable tombstones() {
        return tombstones;
    }

    void later(long sequence, Instant notBefore, boolean attempted) throws SQLException {
        later.setLong(1, notBefore.toEpochMilli());
        later.setInt(2, attempted ? 1 : 0);
        later.setLong(3, sequence);
        later.executeUpdate();
    }

    /** Holds the event; says how many were not held before, one or none. */
    int hold(long sequence, String why) throws SQLException {
        hold.setString(1, why);
        hold.setLong(2, sequence);
        return hold.executeUpdate();
    }

    /** Makes held events due, the oldest first; says how many. */
    int release(PortalKey portal, int limit, Instant now) throws SQLException {
        release.setLong(1, now.toEpochMilli());
        release.setString(2, portal.value());
        release.setInt(3, limit);
        return release.executeUpdate();
    }

    /** Moves the event to the dead letters. */
    void bury(long sequence, DeathCause cause, Instant now) throws SQLException {
        letters.bury(sequence, cause, now);
        delete(sequence);
    }

    void noteRequest(PortalKey portal, Instant at, Instant forgetBefore) throws SQLException {
        forget.setString(1, portal.value());
        forget.setLong(2, forgetBefore.toEpochMilli());
        forget.executeUpdate();
        note.setString(1, portal.value());
        note.setLong(2, at.toEpochMilli());
        note.executeUpdate();
    }

    /** Writes and flushes the file's first page with what stands in it. */
    void probe() throws SQLException {
        try (Statement statement = note.getConnection().createStatement()) {
            statement.execute("PRAGMA user_version = " + OutboxFile.SCHEMA_VERSION);
        }
    }
}
