package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Wanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The lanes' queries, on a connection and a thread of their own: leases due events so that the sites of a portal share
 * them.
 */
final class DueEvents {
    private static final Logger LOG = Logger.getLogger(DueEvents.class);

    private final LeaseBook book;
    private final Tombstones tombstones;
    private final TombstoneTable tombstoneTable;
    private final SiteQueues sites;
    private final PreparedStatement due;

    /** Whose turn it is to be first, by portal: a limit below the number of sites must not always serve the same ones. */
    private final Map<PortalKey, Integer> turns = new HashMap<>();

    DueEvents(Connection connection, LeaseBook book, Tombstones tombstones) throws SQLException {
        this.book = book;
        this.tombstones = tombstones;
        tombstoneTable = new TombstoneTable(connection);
        sites = new SiteQueues(connection);
        due = connection.prepareStatement("""
                SELECT sequence, attempts, accepted_at, id, site, utk, body FROM event
                WHERE portal = ? AND queue = ? AND site = ? AND not_before <= ?
                ORDER BY not_before, sequence LIMIT ?""");
    }

    /**
     * What a look for due events found.
     *
     * @param forbidden leased too, but not to be sent: their visitors took consent back
     * @param unreadable sequences of rows whose body or ids are damaged
     */
    record Taken(List<Lease> leases, List<Lease> forbidden, List<Long> unreadable) {}

    /** One look: what was found so far, and what is not to be taken. */
    private record Look(PortalKey portal, int limit, Instant now, Set<Long> taken, Taken found, List<Long> costs) {
        int room() {
            return limit - found.leases().size();
        }
    }

    /**
     * Leases due events that are not leased yet.
     *
     * <p>The copy of the leased ones is made before the query sees the file: an event that is settled meanwhile is in
     * the copy, so a row that the query still sees cannot be taken twice.
     */
    Taken take(PortalKey portal, int limit, Wanted wanted, Instant now) throws SQLException {
        Taken found = new Taken(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Look look = new Look(portal, limit, now, new HashSet<>(book.leased(portal)), found, new ArrayList<>());
        int turn = turns.merge(portal, 1, Integer::sum);
        for (int queue : queues(wanted)) {
            share(look, queue, turn);
        }
        // Only now: a read that fails half-way must not leave the first rows leased to nobody.
        for (int i = 0; i < look.costs().size(); i++) {
            book.lease(portal, found.leases().get(i).sequence(), look.costs().get(i));
        }
        setForbiddenApart(found);
        return found;
    }

    /**
     * Looked at once they are leased: a revocation lays its tombstone first and asks for leases then, so one of the two
     * sees the other.
     */
    private void setForbiddenApart(Taken found) throws SQLException {
        for (Lease lease : found.leases()) {
            QueuedEvent event = lease.event();
            if (tombstones.forbid(event.visitor(), event.event().at(), tombstoneTable)) {
                found.forbidden().add(lease);
            }
        }
        found.leases().removeAll(Set.copyOf(found.forbidden()));
    }

    /** When the first event comes due after the time given. */
    Optional<Instant> next(PortalKey portal, Instant after) throws SQLException {
        Optional<Instant> fresh = sites.next(portal, Tables.FRESH, after);
        Optional<Instant> late = sites.next(portal, Tables.LATE, after);
        return fresh.isPresent() && late.isPresent() && late.get().isBefore(fresh.get()) ? late : fresh.or(() -> late);
    }

    private static int[] queues(Wanted wanted) {
        return switch (wanted) {
            case FRESH_FIRST -> new int[] {Tables.FRESH, Tables.LATE};
            case LATE_FIRST -> new int[] {Tables.LATE, Tables.FRESH};
            case FRESH_ONLY -> new int[] {Tables.FRESH};
        };
    }

    /** Deals out the room in rounds, an equal part to each site that has more. */
    private void share(Look look, int queue, int turn) throws SQLException {
        if (look.room() == 0) {
            return;
        }
        List<String> hungry = sites.due(look.portal(), queue, look.now());
        if (!hungry.isEmpty()) {
            Collections.rotate(hungry, -Math.floorMod(turn, hungry.size()));
        }
        while (!hungry.isEmpty() && look.room() > 0) {
            int part = Math.ceilDiv(look.room(), hungry.size());
            List<String> stillHungry = new ArrayList<>();
            for (String site : hungry) {
                int wish = Math.min(part, look.room());
                if (pick(look, queue, site, wish) == wish) {
                    stillHungry.add(site);
                }
            }
            hungry = stillHungry;
        }
    }

    /** Picks up to so many events of the site; says how many there were. */
    private int pick(Look look, int queue, String site, int wish) throws SQLException {
        due.setString(1, look.portal().value());
        due.setInt(2, queue);
        due.setString(3, site);
        due.setLong(4, look.now().toEpochMilli());
        due.setInt(5, wish + look.taken().size());
        int picked = 0;
        try (ResultSet rows = due.executeQuery()) {
            while (picked < wish && rows.next()) {
                if (look.taken().add(rows.getLong("sequence"))) {
                    picked += pick(look, rows) ? 1 : 0;
                }
            }
        }
        return picked;
    }

    private static boolean pick(Look look, ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        byte[] body = row.getBytes("body");
        try {
            QueuedEvent event = EventCodec.decode(body, EventRow.read(look.portal(), row));
            look.found().leases().add(new Lease(sequence, row.getInt("attempts"), event));
            look.costs().add(Shares.cost(body));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf("event cannot be read, holding it sequence=%d cause=%s", sequence, e.getClass());
            look.found().unreadable().add(sequence);
            return false;
        }
    }
}
