package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The order of the events that were only stored so far, by portal and site: their sequences. The file has no index of
 * them, since an entry there costs each event more than all of this; after a restart they are read from it
 * ({@link Reader#count}).
 *
 * <p>A hint, not the truth: a sequence may be here whose row is gone or in another queue by now, and who takes one looks
 * at its row. The other way round it has to be exact: a row of {@link Tables#FRESH} that is neither here nor leased is not
 * sent before the next start. Bounded by {@code max-events}, a lane's leases, and {@link #MOST_GONE} for each site. Safe
 * for use by many threads.
 */
final class FreshEvents {
    /** Sequences of a site whose rows are gone: if they stayed, they would pile up while a lane rests. */
    static final int MOST_GONE = 10_000;

    private final Map<PortalKey, NavigableMap<String, Site>> portals = new HashMap<>();

    private static final class Site {
        private SequenceQueue waiting = new SequenceQueue();
        /** What was polled and came back. */
        private final TreeSet<Long> returned = new TreeSet<>();

        private final Set<Long> gone = new HashSet<>();

        boolean isEmpty() {
            return waiting.isEmpty() && returned.isEmpty();
        }

        long first() {
            return returned.isEmpty() ? waiting.first() : returned.first();
        }

        Long poll() {
            Long back = returned.pollFirst();
            return back == null ? waiting.poll() : back;
        }

        /** Many at once: to take any out means to look through all. */
        void forget(long sequence) {
            if (!returned.remove(sequence) && gone.add(sequence) && gone.size() == MOST_GONE) {
                waiting = waiting.without(gone);
                gone.clear();
            }
        }
    }

    /** A new event: its sequence is higher than any before. */
    synchronized void add(PortalKey portal, String site, long sequence) {
        of(portal, site).waiting.add(sequence);
    }

    /** The sites that have events to give, in the order of their keys. */
    synchronized List<String> sites(PortalKey portal) {
        return portals.getOrDefault(portal, new TreeMap<>()).entrySet().stream()
                .filter(site -> !site.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes the site's oldest, at most so many: they have to be leased, found to be gone, or given back. */
    synchronized List<Long> poll(PortalKey portal, String site, int most) {
        Site own = of(portal, site);
        List<Long> polled = new ArrayList<>();
        while (polled.size() < most && !own.isEmpty()) {
            polled.add(own.poll());
        }
        return polled;
    }

    /** Takes back what was polled, once its lease has ended. */
    synchronized void giveBack(PortalKey portal, String site, long sequence) {
        of(portal, site).returned.add(sequence);
    }

    /** Notes that the row is gone. */
    synchronized void forget(PortalKey portal, String site, long sequence) {
        of(portal, site).forget(sequence);
    }

    /** The portal's oldest. */
    synchronized OptionalLong first(PortalKey portal) {
        return portals.getOrDefault(portal, new TreeMap<>()).values().stream()
                .filter(site -> !site.isEmpty())
                .mapToLong(Site::first)
                .min();
    }

    private Site of(PortalKey portal, String site) {
        return portals.computeIfAbsent(portal, key -> new TreeMap<>()).computeIfAbsent(site, key -> new Site());
    }
}
