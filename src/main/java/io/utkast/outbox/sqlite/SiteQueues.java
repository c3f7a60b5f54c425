package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the sites of a portal that have events in a queue, by jumping from site to site in the index: the price depends
 * on the number of sites, not of events. Of the queues with an index only, so not of {@link Tables#FRESH}; SQLite takes
 * the index only if told so (sqlite.org/partialindex.html, 3).
 */
final class SiteQueues {
    private static final String SITES = """
            WITH RECURSIVE s(site) AS (
              SELECT min(site) FROM event WHERE portal = ?1 AND queue = ?2 AND queue > 0
              UNION ALL
              SELECT (SELECT min(site) FROM event
                      WHERE portal = ?1 AND queue = ?2 AND queue > 0 AND site > s.site)
              FROM s WHERE s.site IS NOT NULL)
            """;

    static final String DUE = SITES + """
            SELECT site FROM s WHERE site IS NOT NULL AND EXISTS (
              SELECT 1 FROM event
              WHERE portal = ?1 AND queue = ?2 AND queue > 0 AND site = s.site AND not_before <= ?3)""";

    static final String FIRST = SITES + """
            SELECT site FROM s WHERE site IS NOT NULL ORDER BY (
              SELECT min(not_before) FROM event
              WHERE portal = ?1 AND queue = ?2 AND queue > 0 AND site = s.site) LIMIT 1""";

    static final String NEXT = SITES + """
            SELECT min((SELECT min(not_before) FROM event
                        WHERE portal = ?1 AND queue = ?2 AND queue > 0 AND site = s.site AND not_before > ?3))
            FROM s WHERE site IS NOT NULL""";

    private final Statements statements;

    SiteQueues(Statements statements) {
        this.statements = statements;
    }

    /** The sites with events that are due, leased ones counted too, in the order of their keys. */
    List<String> due(PortalKey portal, int queue, Instant now) throws SQLException {
        PreparedStatement due = bind(DUE, portal, queue);
        due.setLong(3, now.toEpochMilli());
        List<String> sites = new ArrayList<>();
        try (ResultSet rows = due.executeQuery()) {
            while (rows.next()) {
                sites.add(rows.getString(1));
            }
        }
        return sites;
    }

    /** The site with the smallest not-before. */
    Optional<String> first(PortalKey portal, int queue) throws SQLException {
        try (ResultSet row = bind(FIRST, portal, queue).executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** The smallest not-before after the time given. */
    Optional<Instant> next(PortalKey portal, int queue, Instant after) throws SQLException {
        PreparedStatement next = bind(NEXT, portal, queue);
        next.setLong(3, after.toEpochMilli());
        try (ResultSet row = next.executeQuery()) {
            row.next();
            long millis = row.getLong(1);
            return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        }
    }

    private PreparedStatement bind(String sql, PortalKey portal, int queue) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        statement.setString(1, portal.value());
        statement.setInt(2, queue);
        return statement;
    }
}
