package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Wanted;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * The lanes' queries, on a connection and a thread of their own: leases due events so that the sites of a portal share
 * them. Fresh ones are looked up one by one, in the order that {@link FreshEvents} knows; the others by the file's index.
 */
final class DueEvents {
    private static final Logger LOG = Logger.getLogger(DueEvents.class);

    private static final String COLUMNS = "SELECT sequence, attempts, accepted_at, id, site, utk, body FROM event ";

    static final String DUE = COLUMNS + """
            WHERE portal = ? AND queue = ? AND queue > 0 AND site = ? AND not_before <= ?
            ORDER BY not_before, sequence LIMIT ?""";

    static final String FRESH = COLUMNS + "WHERE sequence = ? AND queue = " + Tables.FRESH;

    private final Books books;
    private final Statements statements;
    private final TombstoneTable tombstoneTable;
    private final SiteQueues sites;

    /** Whose turn it is to be first, by portal: a limit below the number of sites must not always serve the same ones. */
    private final Map<PortalKey, Integer> turns = new HashMap<>();

    DueEvents(Statements statements, Books books) {
        this.statements = statements;
        this.books = books;
        tombstoneTable = new TombstoneTable(statements);
        sites = new SiteQueues(statements);
    }

    /**
     * What a look for due events found.
     *
     * @param forbidden leased too, but not to be sent: their visitors took consent back
     * @param unreadable sequences of rows whose body or ids are damaged
     */
    record Taken(List<Lease> leases, List<Lease> forbidden, List<Long> unreadable) {}

    /**
     * One look: what was found so far, and what is not to be taken.
     *
     * @param polled the fresh ones that were asked for, with their sites
     */
    private record Look(
            PortalKey portal,
            int limit,
            Instant now,
            Set<Long> taken,
            Taken found,
            List<Long> costs,
            Map<Long, String> polled) {
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
        Set<Long> leased = new HashSet<>(books.leases().leased(portal));
        Look look = new Look(portal, limit, now, leased, found, new ArrayList<>(), new HashMap<>());
        try {
            look(look, wanted);
            lease(look);
            setForbiddenApart(found);
        } catch (SQLException | RuntimeException | Error e) {
            books.giveBack(portal, found.leases());
            giveBack(look, look.polled().keySet());
            throw e;
        }
        // Until their rows are held, they are as they were.
        giveBack(look, found.unreadable());
        return found;
    }

    private void look(Look look, Wanted wanted) throws SQLException {
        int turn = turns.merge(look.portal(), 1, Integer::sum);
        for (int queue : queues(wanted)) {
            share(look, queue, turn);
        }
    }

    /** Only once all are read: a read that fails half-way must not leave the first rows leased to nobody. */
    private void lease(Look look) {
        Iterator<Long> costs = look.costs().iterator();
        for (Lease lease : look.found().leases()) {
            boolean fresh = look.polled().containsKey(lease.sequence());
            books.leases().lease(look.portal(), lease.sequence(), new LeaseBook.Leased(costs.next(), fresh));
        }
    }

    private void giveBack(Look look, Collection<Long> sequences) {
        for (Long sequence : sequences) {
            String site = look.polled().get(sequence);
            if (site != null) {
                books.fresh().giveBack(look.portal(), site, sequence);
            }
        }
    }

    /**
     * Looked at once they are leased: a revocation lays its tombstone first and asks for leases then, so one of the two
     * sees the other.
     */
    private void setForbiddenApart(Taken found) throws SQLException {
        for (Lease lease : found.leases()) {
            QueuedEvent event = lease.event();
            if (books.tombstones().forbid(event.visitor(), event.event().at(), tombstoneTable)) {
                found.forbidden().add(lease);
            }
        }
        found.leases().removeAll(Set.copyOf(found.forbidden()));
    }

    /** When the first event comes due after the time given; fresh ones are due at once. */
    Optional<Instant> next(PortalKey portal, Instant after) throws SQLException {
        Optional<Instant> again = sites.next(portal, Tables.AGAIN, after);
        Optional<Instant> late = sites.next(portal, Tables.LATE, after);
        return again.isPresent() && late.isPresent() && late.get().isBefore(again.get()) ? late : again.or(() -> late);
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
        List<String> hungry = hungry(look, queue);
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

    private List<String> hungry(Look look, int queue) throws SQLException {
        if (queue != Tables.FRESH) {
            return sites.due(look.portal(), queue, look.now());
        }
        Set<String> hungry = new TreeSet<>(books.fresh().sites(look.portal()));
        hungry.addAll(sites.due(look.portal(), Tables.AGAIN, look.now()));
        return new ArrayList<>(hungry);
    }

    /** Picks up to so many events of the site, before fresh ones those that are due again; says how many there were. */
    private int pick(Look look, int queue, String site, int wish) throws SQLException {
        if (queue != Tables.FRESH) {
            return pickDue(look, queue, site, wish);
        }
        int again = pickDue(look, Tables.AGAIN, site, wish);
        return again + pickFresh(look, site, wish - again);
    }

    private int pickDue(Look look, int queue, String site, int wish) throws SQLException {
        PreparedStatement due = statements.of(DUE);
        due.setString(1, look.portal().value());
        due.setInt(2, queue);
        due.setString(3, site);
        due.setLong(4, look.now().toEpochMilli());
        due.setInt(5, wish + look.taken().size());
        int picked = 0;
        try (ResultSet rows = due.executeQuery()) {
            while (picked < wish && rows.next()) {
                if (look.taken().add(rows.getLong("sequence"))) {
                    picked += pick(look, rows);
                }
            }
        }
        return picked;
    }

    /** The copy of the leases is too old for what is polled here: a lease that was given back since may be among it. */
    private int pickFresh(Look look, String site, int wish) throws SQLException {
        PreparedStatement fresh = statements.of(FRESH);
        int picked = 0;
        while (picked < wish) {
            List<Long> polled = books.fresh().poll(look.portal(), site, wish - picked);
            if (polled.isEmpty()) {
                return picked;
            }
            polled.forEach(sequence -> look.polled().put(sequence, site));
            for (Long sequence : polled) {
                if (books.leases().isLeased(look.portal(), sequence)) {
                    // Not to be: but to be sent twice is worse than to look.
                    look.polled().remove(sequence);
                    continue;
                }
                fresh.setLong(1, sequence);
                try (ResultSet row = fresh.executeQuery()) {
                    // Without a row it was removed, or is in another queue by now.
                    picked += row.next() ? pick(look, row) : 0;
                }
            }
        }
        return picked;
    }

    /** Picks the row's event; says how many that were, none if it cannot be read. */
    private static int pick(Look look, ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        byte[] body = row.getBytes("body");
        try {
            QueuedEvent event = EventCodec.decode(body, EventRow.read(look.portal(), row));
            look.found().leases().add(new Lease(sequence, row.getInt("attempts"), event));
            look.costs().add(Shares.cost(body));
            return 1;
        } catch (RuntimeException e) {
            LOG.errorf("event cannot be read, holding it sequence=%d cause=%s", sequence, e.getClass());
            look.found().unreadable().add(sequence);
            return 0;
        }
    }
}
