package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The queries of the outbox, on a connection of their own; used by the reader thread only. */
final class Reader {
    /** Rows looked at for the oldest: retries stand behind younger events; enough for a figure, never a long read. */
    private static final int OLDEST_SAMPLE = 1000;

    private static final Logger LOG = Logger.getLogger(Reader.class);

    private final Connection connection;
    private final PreparedStatement due;
    private final TombstoneTable tombstones;

    Reader(Connection connection) throws SQLException {
        this.connection = connection;
        tombstones = new TombstoneTable(connection);
        due = connection.prepareStatement("""
                SELECT sequence, attempts, accepted_at, id, site, utk, body FROM event
                WHERE portal = ? AND not_before <= ? ORDER BY not_before, sequence LIMIT ?""");
    }

    /**
     * Leases due events that are not leased yet.
     *
     * <p>The copy of the leased ones is made before the query sees the file: an event that is settled meanwhile is in
     * the copy, so a row that the query still sees cannot be taken twice.
     */
    Taken take(PortalKey portal, int limit, Instant now, Books books) throws SQLException {
        LeaseBook book = books.leases();
        Set<Long> leased = book.leased(portal);
        due.setString(1, portal.value());
        due.setLong(2, now.toEpochMilli());
        due.setInt(3, limit + leased.size());
        Taken taken = new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Long> costs = new ArrayList<>();
        try (ResultSet rows = due.executeQuery()) {
            while (taken.leases().size() < limit && rows.next()) {
                if (!leased.contains(rows.getLong("sequence"))) {
                    take(portal, rows, taken, costs);
                }
            }
        }
        // Only now: a read that fails half-way must not leave the first rows leased to nobody.
        for (int i = 0; i < costs.size(); i++) {
            book.lease(portal, taken.leases().get(i).sequence(), costs.get(i));
        }
        setForbiddenApart(taken, books.tombstones());
        return taken;
    }

    /**
     * Looked at once they are leased: a revocation lays its tombstone first and asks for leases then, so one of the two
     * sees the other.
     */
    private void setForbiddenApart(Taken taken, Tombstones tombstones) throws SQLException {
        for (Lease lease : taken.leases()) {
            QueuedEvent event = lease.event();
            if (tombstones.forbid(event.visitor(), event.event().at(), this.tombstones)) {
                taken.forbidden().add(lease);
            }
        }
        taken.leases().removeAll(Set.copyOf(taken.forbidden()));
    }

    /**
     * What a query of due events found.
     *
     * @param forbidden leased too, but not to be sent: their visitors took consent back
     * @param unreadable sequences of rows whose body or ids are damaged
     */
    record Taken(List<Lease> leases, List<Lease> forbidden, List<Long> unreadable) {}

    private static void take(PortalKey portal, ResultSet row, Taken taken, List<Long> costs) throws SQLException {
        long sequence = row.getLong("sequence");
        byte[] body = row.getBytes("body");
        try {
            QueuedEvent event = EventCodec.decode(body, EventRow.read(portal, row));
            taken.leases().add(new Lease(sequence, row.getInt("attempts"), event));
            costs.add(Shares.cost(body));
        } catch (RuntimeException e) {
            LOG.errorf("event cannot be read, holding it sequence=%d cause=%s", sequence, e.getClass());
            taken.unreadable().add(sequence);
        }
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

    /** When the oldest waiting event of the portal was accepted, as far as the first of the queue tell. */
    @Nullable
    Instant oldest(PortalKey portal) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT min(accepted_at) FROM (
                  SELECT accepted_at FROM event WHERE portal = ? ORDER BY not_before, sequence LIMIT ?)""")) {
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
                        + " sum(not_before = " + Tables.HELD + ") FROM event GROUP BY portal");
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
