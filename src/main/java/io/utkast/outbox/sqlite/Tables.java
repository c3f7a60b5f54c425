package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeathCause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
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
    private final PreparedStatement bury;
    private final PreparedStatement trimDead;
    private final PreparedStatement expireDead;
    private final PreparedStatement note;
    private final PreparedStatement forget;

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
        bury = connection.prepareStatement("""
                INSERT INTO dead_letter
                SELECT sequence, portal, accepted_at, id, site, utk, body, ?, ?, ?, ?, ? FROM event WHERE sequence = ?""");
        trimDead = connection.prepareStatement("""
                DELETE FROM dead_letter WHERE sequence IN (
                  SELECT sequence FROM dead_letter ORDER BY died_at DESC, sequence DESC LIMIT -1 OFFSET ?)""");
        expireDead = connection.prepareStatement("DELETE FROM dead_letter WHERE died_at < ?");
        note = connection.prepareStatement("INSERT INTO request (portal, at) VALUES (?, ?)");
        forget = connection.prepareStatement("DELETE FROM request WHERE portal = ? AND at < ?");
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

    void delete(long sequence) throws SQLException {
        delete.setLong(1, sequence);
        delete.executeUpdate();
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
        bury.setLong(1, now.toEpochMilli());
        bury.setInt(2, cause.status());
        setText(bury, 3, cause.category());
        bury.setString(4, cause.message());
        setText(bury, 5, cause.correlationId());
        bury.setLong(6, sequence);
        bury.executeUpdate();
        delete(sequence);
    }

    /** Deletes dead letters beyond the newest {@code maximum} and those that died before {@code oldest}; says how many. */
    int trimDeadLetters(int maximum, Instant oldest) throws SQLException {
        expireDead.setLong(1, oldest.toEpochMilli());
        trimDead.setInt(1, maximum);
        return expireDead.executeUpdate() + trimDead.executeUpdate();
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

    private static void setText(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }
}
