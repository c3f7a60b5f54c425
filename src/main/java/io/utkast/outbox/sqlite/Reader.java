package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.LaneMemory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queries of the outbox, on a connection of their own; lanes apart; used by its thread only. */
final class Reader {
    /** Rows of a site looked at for the oldest: retries stand behind younger events; enough for a figure. */
    private static final int OLDEST_SAMPLE = 100;

    private final Connection connection;
    private final LaneTable lanes;

    Reader(Connection connection) {
        this.connection = connection;
        lanes = new LaneTable(connection);
    }

    LaneMemory memory(PortalKey portal) throws SQLException {
        return lanes.read(portal);
    }

    List<Instant> requestsSince(PortalKey portal, Instant since) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT at FROM request WHERE portal = ? AND at >= ? ORDER BY at")) {
            statement.setString(1, portal.value());
            statement.setLong(2, since.toEpochMilli());
            List<Instant> times = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    times.add(Instant.ofEpochMilli(rows.getLong(1)));
                }
            }
            return times;
        }
    }

    long countRequests(PortalKey portal, Instant since) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(sum(requests), 0) FROM request_count WHERE portal = ? AND quarter >= ?")) {
            statement.setString(1, portal.value());
            statement.setLong(2, Tables.quarter(since));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** When the oldest waiting event of the portal was accepted, as far as the first of each site's queues tell. */
    @Nullable
    Instant oldest(PortalKey portal) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH RECURSIVE q(queue) AS (VALUES (0), (1), (2)), s(queue, site) AS (
                  SELECT queue, (SELECT min(site) FROM event WHERE portal = ?1 AND queue = q.queue) FROM q
                  UNION ALL
                  SELECT queue, (SELECT min(site) FROM event WHERE portal = ?1 AND queue = s.queue AND site > s.site)
                  FROM s WHERE s.site IS NOT NULL)
                SELECT min((SELECT min(accepted_at) FROM (
                  SELECT accepted_at FROM event WHERE portal = ?1 AND queue = s.queue AND site = s.site
                  ORDER BY not_before, sequence LIMIT ?2)))
                FROM s WHERE site IS NOT NULL""")) {
            statement.setString(1, portal.value());
            statement.setInt(2, OLDEST_SAMPLE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long millis = row.getLong(1);
                return row.wasNull() ? null : Instant.ofEpochMilli(millis);
            }
        }
    }

    /** Counts what the file holds, for the start. */
    void count(Shares shares) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT portal, count(*), sum(length(body)),"
                        + " sum(queue = " + Tables.HELD + ") FROM event GROUP BY portal");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long events = rows.getLong(2);
                long cost = rows.getLong(3) + events * Shares.cost(new byte[0]);
                shares.found(new PortalKey(rows.getString(1)), events, cost, rows.getLong(4));
            }
        }
        deadLetters().forEach(shares::foundDead);
    }

    /** When the oldest dead letter died, null if there is none. */
    @Nullable
    Instant oldestDeath() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT min(died_at) FROM dead_letter");
                ResultSet row = statement.executeQuery()) {
            row.next();
            long millis = row.getLong(1);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        }
    }

    private Map<PortalKey, Long> deadLetters() throws SQLException {
        Map<PortalKey, Long> counts = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT portal, count(*) FROM dead_letter GROUP BY portal");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(new PortalKey(rows.getString(1)), rows.getLong(2));
            }
        }
        return counts;
    }

    /** The highest sequence ever used that is still in the file, 0 if it is empty. */
    long lastSequence() throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT max((SELECT coalesce(max(sequence), 0) FROM event),"
                                + " (SELECT coalesce(max(sequence), 0) FROM dead_letter))");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
