package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.DeadLetters.Page;
import io.utkast.outbox.DeathCause;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The queries of dead letters; used by the searches' thread only. */
final class LetterReader {
    private static final Logger LOG = Logger.getLogger(LetterReader.class);
    private static final String COLUMNS = "SELECT sequence, portal, accepted_at, id, site, utk, body, died_at, status,"
            + " category, message, correlation_id, deaths FROM dead_letter ";
    private static final String MATCHES = """
            (?1 IS NULL OR portal = ?1) AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR category = ?3)
            AND (?4 IS NULL OR instr(lower(message), ?4) > 0) AND died_at >= ?5 AND died_at < ?6""";
    private static final int AFTER_FILTER = 7;

    private static final String PAGE = COLUMNS + """
            WHERE (?1 IS NULL OR portal = ?1) AND (died_at, sequence) < (?2, ?3)
            ORDER BY died_at DESC, sequence DESC LIMIT ?4""";

    private static final String COUNT =
            "SELECT portal, count(*) FROM dead_letter WHERE " + MATCHES + " GROUP BY portal";

    private static final String SLICE =
            COLUMNS + "WHERE " + MATCHES + " AND (died_at, sequence) > (?7, ?8) ORDER BY died_at, sequence LIMIT ?9";

    private final Statements statements;

    LetterReader(Statements statements) {
        this.statements = statements;
    }

    /** Letters of the portal, or of all, behind the place given; the last to die come first. */
    Page page(@Nullable PortalKey portal, DeadLetter.@Nullable Place after, int limit) throws SQLException {
        PreparedStatement page = statements.of(PAGE);
        page.setString(1, portal == null ? null : portal.value());
        page.setLong(2, after == null ? Long.MAX_VALUE : after.diedAt().toEpochMilli());
        page.setLong(3, after == null ? Long.MAX_VALUE : after.id());
        page.setInt(4, limit + 1);
        return letters(page, limit);
    }

    Map<PortalKey, Long> count(Filter filter) throws SQLException {
        PreparedStatement count = statements.of(COUNT);
        set(count, filter);
        Map<PortalKey, Long> counts = new HashMap<>();
        try (ResultSet rows = count.executeQuery()) {
            while (rows.next()) {
                counts.put(new PortalKey(rows.getString(1)), rows.getLong(2));
            }
        }
        return counts;
    }

    /** Matching letters behind the place given; the first to die come first. */
    Page slice(Filter filter, DeadLetter.@Nullable Place after, int limit) throws SQLException {
        PreparedStatement slice = statements.of(SLICE);
        set(slice, filter);
        slice.setLong(
                AFTER_FILTER, after == null ? Long.MIN_VALUE : after.diedAt().toEpochMilli());
        slice.setLong(AFTER_FILTER + 1, after == null ? Long.MIN_VALUE : after.id());
        slice.setInt(AFTER_FILTER + 2, limit + 1);
        return letters(slice, limit);
    }

    private static void set(PreparedStatement statement, Filter filter) throws SQLException {
        PortalKey portal = filter.portal();
        String text = filter.text();
        Instant from = filter.from();
        Instant to = filter.to();
        statement.setString(1, portal == null ? null : portal.value());
        statement.setObject(2, filter.status());
        statement.setString(3, filter.category());
        statement.setString(4, text == null ? null : text.toLowerCase(Locale.ROOT));
        statement.setLong(5, from == null ? Long.MIN_VALUE : from.toEpochMilli());
        statement.setLong(6, to == null ? Long.MAX_VALUE : to.toEpochMilli());
    }

    /** Asks for one more row than wanted: it tells whether there is a next page. */
    private static Page letters(PreparedStatement query, int limit) throws SQLException {
        List<DeadLetter> letters = new ArrayList<>();
        DeadLetter.@Nullable Place last = null;
        try (ResultSet rows = query.executeQuery()) {
            for (int count = 0; rows.next(); count++) {
                if (count == limit) {
                    return new Page(letters, last);
                }
                last = new DeadLetter.Place(Instant.ofEpochMilli(rows.getLong("died_at")), rows.getLong("sequence"));
                read(rows).ifPresent(letters::add);
            }
        }
        return new Page(letters, null);
    }

    /** The letter in the row; empty, and told, if it is damaged. */
    static Optional<DeadLetter> read(ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        DeathCause cause = new DeathCause(
                row.getInt("status"),
                row.getString("category"),
                row.getString("message"),
                row.getString("correlation_id"));
        try {
            PortalKey portal = new PortalKey(row.getString("portal"));
            return Optional.of(new DeadLetter(
                    sequence,
                    EventCodec.decode(row.getBytes("body"), EventRow.read(portal, row)),
                    cause,
                    Instant.ofEpochMilli(row.getLong("died_at")),
                    row.getInt("deaths")));
        } catch (RuntimeException e) {
            LOG.errorf("dead letter cannot be read sequence=%d cause=%s", sequence, e.getClass());
            return Optional.empty();
        }
    }

    /** The columns that {@link #read} needs. */
    static String columns() {
        return COLUMNS;
    }
}
