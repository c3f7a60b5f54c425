package io.utkast.outbox.sqlite;

import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The tombstones in the file; used by the thread of its connection only. */
final class TombstoneTable {
    private static final String LAY = """
            INSERT INTO tombstone (domain, utk, revoked_at, lifted) VALUES (?, ?, ?, 0)
            ON CONFLICT DO UPDATE SET revoked_at = max(revoked_at, excluded.revoked_at), lifted = 0""";

    private static final String LIFT = "UPDATE tombstone SET lifted = 1 WHERE domain = ? AND utk = ?";
    private static final String FIND = "SELECT revoked_at, lifted FROM tombstone WHERE domain = ? AND utk = ?";
    private static final String EXPIRE = "DELETE FROM tombstone WHERE revoked_at < ?";

    private static final String NEWEST =
            "SELECT domain, utk, revoked_at, lifted FROM tombstone ORDER BY revoked_at DESC LIMIT ?";

    private final Statements statements;

    TombstoneTable(Statements statements) {
        this.statements = statements;
    }

    /** Lays a tombstone, or renews the one that is there. */
    void lay(Visitor visitor, Instant at) throws SQLException {
        PreparedStatement lay = statements.of(LAY);
        lay.setString(1, visitor.domain());
        lay.setString(2, visitor.utk().value());
        lay.setLong(3, at.toEpochMilli());
        lay.executeUpdate();
    }

    void lift(Visitor visitor) throws SQLException {
        PreparedStatement lift = statements.of(LIFT);
        lift.setString(1, visitor.domain());
        lift.setString(2, visitor.utk().value());
        lift.executeUpdate();
    }

    /** The visitor's tombstone, null if there is none. */
    @Nullable
    Tombstone find(Visitor visitor) throws SQLException {
        PreparedStatement find = statements.of(FIND);
        find.setString(1, visitor.domain());
        find.setString(2, visitor.utk().value());
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? read(row) : null;
        }
    }

    int expire(Instant before) throws SQLException {
        PreparedStatement expire = statements.of(EXPIRE);
        expire.setLong(1, before.toEpochMilli());
        return expire.executeUpdate();
    }

    /** Up to {@code limit} tombstones, oldest first; of more, the newest. */
    SequencedMap<Visitor, Tombstone> newest(int limit) throws SQLException {
        SequencedMap<Visitor, Tombstone> newest = new LinkedHashMap<>();
        PreparedStatement query = statements.of(NEWEST);
        query.setInt(1, limit);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                newest.putFirst(new Visitor(row.getString("domain"), new Utk(row.getString("utk"))), read(row));
            }
        }
        return newest;
    }

    long count() throws SQLException {
        return OutboxFile.number(statements.connection(), "SELECT count(*) FROM tombstone");
    }

    private static Tombstone read(ResultSet row) throws SQLException {
        return new Tombstone(Instant.ofEpochMilli(row.getLong("revoked_at")), row.getInt("lifted") == 1);
    }
}
