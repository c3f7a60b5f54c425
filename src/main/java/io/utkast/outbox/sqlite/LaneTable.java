package io.utkast.outbox.sqlite;

import io.utkast.event.EventType;
import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.LaneMemory.HeldKind;
import io.utkast.outbox.LaneMemory.Learnt;
import io.utkast.outbox.LaneMemory.Stop;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lanes left to be known after a restart: read once, written rarely. */
final class LaneTable {
    private final Statements statements;

    LaneTable(Statements statements) {
        this.statements = statements;
    }

    LaneMemory read(PortalKey portal) throws SQLException {
        PreparedStatement state = prepare("SELECT * FROM lane_state WHERE portal = ?", portal);
        try (ResultSet row = state.executeQuery()) {
            if (!row.next()) {
                return LaneMemory.NOTHING;
            }
            int requests = row.getInt("quota_requests");
            Learnt learnt = row.wasNull() ? null : new Learnt(requests, Duration.ofMillis(row.getLong("quota_millis")));
            return new LaneMemory(
                    row.getBoolean("paused"),
                    stop(row, "rest", 0),
                    stop(row, "fault", row.getInt("fault_failures")),
                    learnt,
                    held(portal));
        }
    }

    private static @Nullable Stop stop(ResultSet row, String kind, int failures) throws SQLException {
        String state = row.getString(kind + "_state");
        return state == null
                ? null
                : new Stop(
                        state,
                        Instant.ofEpochMilli(row.getLong(kind + "_until")),
                        failures,
                        row.getString(kind + "_why"));
    }

    private List<HeldKind> held(PortalKey portal) throws SQLException {
        List<HeldKind> held = new ArrayList<>();
        PreparedStatement holds =
                prepare("SELECT site, type, why FROM lane_hold WHERE portal = ? ORDER BY site, type", portal);
        try (ResultSet rows = holds.executeQuery()) {
            while (rows.next()) {
                held.add(new HeldKind(
                        new SiteKey(rows.getString(1)), new EventType(rows.getString(2)), rows.getString(3)));
            }
        }
        return held;
    }

    void write(PortalKey portal, LaneMemory memory) throws SQLException {
        Stop rest = memory.rest();
        Stop fault = memory.fault();
        Learnt learnt = memory.learnt();
        PreparedStatement state = prepare("REPLACE INTO lane_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", portal);
        state.setBoolean(2, memory.paused());
        state.setObject(3, rest == null ? null : rest.state());
        state.setObject(4, rest == null ? null : rest.until().toEpochMilli());
        state.setObject(5, rest == null ? null : rest.why());
        state.setObject(6, fault == null ? null : fault.state());
        state.setObject(7, fault == null ? null : fault.until().toEpochMilli());
        state.setObject(8, fault == null ? null : fault.failures());
        state.setObject(9, fault == null ? null : fault.why());
        state.setObject(10, learnt == null ? null : learnt.requests());
        state.setObject(11, learnt == null ? null : learnt.per().toMillis());
        state.executeUpdate();
        prepare("DELETE FROM lane_hold WHERE portal = ?", portal).executeUpdate();
        for (HeldKind kind : memory.held()) {
            PreparedStatement hold = prepare("INSERT INTO lane_hold VALUES (?, ?, ?, ?)", portal);
            hold.setString(2, kind.site().value());
            hold.setString(3, kind.type().value());
            hold.setString(4, kind.why());
            hold.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, PortalKey portal) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        statement.setString(1, portal.value());
        return statement;
    }
}
