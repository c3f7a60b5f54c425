package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeathCause;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writer's statements on dead letters, used by its thread only. */
final class LetterTable {
    private static final String BURY = """
            INSERT INTO dead_letter (sequence, portal, accepted_at, id, site, utk, body,
              died_at, status, category, message, correlation_id, deaths)
            SELECT sequence, portal, accepted_at, id, site, utk, body, ?, ?, ?, ?, ?, replayed + 1
            FROM event WHERE sequence = ?""";

    private static final String REVIVE = """
            INSERT INTO event (
              sequence, portal, not_before, attempts, accepted_at, id, site, utk, body, replayed, queue)
            SELECT sequence, portal, ?, 0, accepted_at, id, site, utk, body, deaths, 1
            FROM dead_letter WHERE sequence = ?""";

    private static final String DROP = "DELETE FROM dead_letter WHERE sequence = ?";
    private static final String OF_VISITOR = "SELECT sequence, portal, body FROM dead_letter WHERE utk = ?";
    private static final String PORTAL = "SELECT portal FROM dead_letter WHERE sequence = ?";

    private static final String ELDEST =
            "SELECT sequence, portal FROM dead_letter WHERE died_at < ? ORDER BY died_at, sequence LIMIT ?";

    private final Statements statements;

    LetterTable(Statements statements) {
        this.statements = statements;
    }

    /** Copies the event to the dead letters. */
    void bury(long sequence, DeathCause cause, Instant now) throws SQLException {
        PreparedStatement bury = statements.of(BURY);
        bury.setLong(1, now.toEpochMilli());
        bury.setInt(2, cause.status());
        setText(bury, 3, cause.category());
        bury.setString(4, cause.message());
        setText(bury, 5, cause.correlationId());
        bury.setLong(6, sequence);
        bury.executeUpdate();
    }

    /** Moves the letter back among the events, those that give way to fresh ones; false if it is gone. */
    boolean revive(long sequence, Instant now) throws SQLException {
        PreparedStatement revive = statements.of(REVIVE);
        revive.setLong(1, now.toEpochMilli());
        revive.setLong(2, sequence);
        return revive.executeUpdate() == 1 && drop(sequence);
    }

    /** Whether there was one. */
    boolean drop(long sequence) throws SQLException {
        PreparedStatement drop = statements.of(DROP);
        drop.setLong(1, sequence);
        return drop.executeUpdate() == 1;
    }

    /** Drops the visitor's letters; says how many of which portal. One that cannot be read goes by its utk alone. */
    Map<PortalKey, Integer> dropAll(Visitor visitor) throws SQLException {
        return drop(ofVisitor(visitor));
    }

    private Map<Long, PortalKey> ofVisitor(Visitor visitor) throws SQLException {
        PreparedStatement ofVisitor = statements.of(OF_VISITOR);
        Map<Long, PortalKey> own = new HashMap<>();
        ofVisitor.setString(1, visitor.utk().value());
        try (ResultSet rows = ofVisitor.executeQuery()) {
            while (rows.next()) {
                String domain = EventCodec.visitorDomain(rows.getBytes("body"));
                if (domain == null || domain.equals(visitor.domain())) {
                    own.put(rows.getLong("sequence"), new PortalKey(rows.getString("portal")));
                }
            }
        }
        return own;
    }

    int count() throws SQLException {
        return OutboxFile.number(statements.connection(), "SELECT count(*) FROM dead_letter");
    }

    /** The letter's portal, null if there is no such letter. */
    @Nullable
    PortalKey portal(long sequence) throws SQLException {
        PreparedStatement portal = statements.of(PORTAL);
        portal.setLong(1, sequence);
        try (ResultSet row = portal.executeQuery()) {
            return row.next() ? new PortalKey(row.getString(1)) : null;
        }
    }

    /**
     * Deletes the {@code excess} oldest letters and those that died before {@code oldest}, at most {@code limit}; says
     * how many of which portal.
     */
    Map<PortalKey, Integer> trim(int excess, Instant oldest, int limit) throws SQLException {
        Map<Long, PortalKey> doomed = new HashMap<>();
        doomed(doomed, Long.MAX_VALUE, excess);
        doomed(doomed, oldest.toEpochMilli(), limit);
        return drop(doomed);
    }

    private void doomed(Map<Long, PortalKey> doomed, long before, int limit) throws SQLException {
        PreparedStatement eldest = statements.of(ELDEST);
        eldest.setLong(1, before);
        eldest.setInt(2, limit);
        try (ResultSet rows = eldest.executeQuery()) {
            while (rows.next()) {
                doomed.put(rows.getLong("sequence"), new PortalKey(rows.getString("portal")));
            }
        }
    }

    private Map<PortalKey, Integer> drop(Map<Long, PortalKey> letters) throws SQLException {
        Map<PortalKey, Integer> dropped = new HashMap<>();
        for (Map.Entry<Long, PortalKey> letter : letters.entrySet()) {
            if (drop(letter.getKey())) {
                dropped.merge(letter.getValue(), 1, Integer::sum);
            }
        }
        return dropped;
    }

    private static void setText(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.VARCHAR);
        } else {
            statement.setString(index, value);
        }
    }
}
