package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.LaneMemory;
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

    /** Stands for the sequence of no event. */
    private static final long NONE = 0;

    static final String OLDEST = """
            WITH RECURSIVE q(queue) AS (VALUES (1), (2), (3)), s(queue, site) AS (
              SELECT queue, (SELECT min(site) FROM event WHERE portal = ?1 AND queue = q.queue AND queue > 0)
              FROM q
              UNION ALL
              SELECT queue, (SELECT min(site) FROM event
                             WHERE portal = ?1 AND queue = s.queue AND queue > 0 AND site > s.site)
              FROM s WHERE s.site IS NOT NULL)
            SELECT min(accepted_at) FROM (
              SELECT (SELECT min(accepted_at) FROM (
                SELECT accepted_at FROM event
                WHERE portal = ?1 AND queue = s.queue AND queue > 0 AND site = s.site
                ORDER BY not_before, sequence LIMIT ?2)) AS accepted_at
              FROM s WHERE site IS NOT NULL
              UNION ALL
              SELECT accepted_at FROM event WHERE sequence IN (?3, ?4))""";

    private final Statements statements;
    private final Books books;
    private final LaneTable lanes;

    Reader(Statements statements, Books books) {
        this.statements = statements;
        this.books = books;
        lanes = new LaneTable(statements);
    }

    LaneMemory memory(PortalKey portal) throws SQLException {
        return lanes.read(portal);
    }

    List<Instant> requestsSince(PortalKey portal, Instant since) throws SQLException {
        PreparedStatement statement = statements.of("SELECT at FROM request WHERE portal = ? AND at >= ? ORDER BY at");
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

    long countRequests(PortalKey portal, Instant since) throws SQLException {
        PreparedStatement statement =
                statements.of("SELECT coalesce(sum(requests), 0) FROM request_count WHERE portal = ? AND quarter >= ?");
        statement.setString(1, portal.value());
        statement.setLong(2, Tables.quarter(since));
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** When the oldest event of the portal was accepted, as far as the first of each site's queues tell. */
    @Nullable
    Instant oldest(PortalKey portal) throws SQLException {
        PreparedStatement statement = statements.of(OLDEST);
        statement.setString(1, portal.value());
        statement.setInt(2, OLDEST_SAMPLE);
        statement.setLong(3, books.fresh().first(portal).orElse(NONE));
        statement.setLong(4, books.leases().first(portal).orElse(NONE));
        return instant(statement);
    }

    /** The only value of the only row, in milliseconds; null if it is null. */
    private static @Nullable Instant instant(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            long millis = row.getLong(1);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        }
    }

    /** Reads into the books what the file holds, for the start: of each event its queue and its size. */
    void count() throws SQLException {
        Map<PortalKey, Totals> portals = new HashMap<>();
        PreparedStatement events =
                statements.of("SELECT sequence, portal, site, queue, length(body) FROM event ORDER BY sequence");
        try (ResultSet rows = events.executeQuery()) {
            while (rows.next()) {
                PortalKey portal = new PortalKey(rows.getString(2));
                int queue = rows.getInt(4);
                if (queue == Tables.FRESH) {
                    books.fresh().add(portal, rows.getString(3), rows.getLong(1));
                }
                portals.computeIfAbsent(portal, key -> new Totals()).add(queue, rows.getLong(5));
            }
        }
        Shares shares = books.shares();
        portals.forEach((portal, totals) -> shares.found(portal, totals.events, totals.cost, totals.held));
        deadLetters().forEach(shares::foundDead);
    }

    private static final class Totals {
        private long events;
        private long cost;
        private long held;

        void add(int queue, long bodyBytes) {
            events++;
            cost += Shares.cost(bodyBytes);
            held += queue == Tables.HELD ? 1 : 0;
        }
    }

    /** When the oldest dead letter died, null if there is none. */
    @Nullable
    Instant oldestDeath() throws SQLException {
        return instant(statements.of("SELECT min(died_at) FROM dead_letter"));
    }

    private Map<PortalKey, Long> deadLetters() throws SQLException {
        Map<PortalKey, Long> counts = new HashMap<>();
        PreparedStatement letters = statements.of("SELECT portal, count(*) FROM dead_letter GROUP BY portal");
        try (ResultSet rows = letters.executeQuery()) {
            while (rows.next()) {
                counts.put(new PortalKey(rows.getString(1)), rows.getLong(2));
            }
        }
        return counts;
    }

    /** The highest sequence ever used that is still in the file, 0 if it is empty. */
    long lastSequence() throws SQLException {
        PreparedStatement last = statements.of("SELECT max((SELECT coalesce(max(sequence), 0) FROM event),"
                + " (SELECT coalesce(max(sequence), 0) FROM dead_letter))");
        try (ResultSet row = last.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
