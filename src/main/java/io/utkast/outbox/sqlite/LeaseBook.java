package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which events are leased, what each costs, and whether it was held before. */
final class LeaseBook {
    private final Map<PortalKey, Map<Long, Entry>> portals = new HashMap<>();
    private final Set<Long> settling = new HashSet<>();

    /** What settling needs to know of a leased event. */
    record Entry(long cost, boolean held) {}

    synchronized void lease(PortalKey portal, long sequence, Entry entry) {
        portals.computeIfAbsent(portal, key -> new HashMap<>()).put(sequence, entry);
    }

    /** The leased events of the portal, as a copy. */
    synchronized Set<Long> leased(PortalKey portal) {
        return Set.copyOf(portals.getOrDefault(portal, Map.of()).keySet());
    }

    /**
     * The entries of leases that are about to be settled. From here to {@link #end} nobody else can settle them, and they
     * are still leased.
     *
     * @throws IllegalStateException if one of them is not leased or is being settled already
     */
    synchronized List<Entry> settle(PortalKey portal, List<Long> sequences) {
        Map<Long, Entry> leased = portals.getOrDefault(portal, Map.of());
        List<Entry> entries = new ArrayList<>(sequences.size());
        Set<Long> own = new HashSet<>();
        for (Long sequence : sequences) {
            Entry entry = leased.get(sequence);
            if (entry == null || settling.contains(sequence) || !own.add(sequence)) {
                throw new IllegalStateException("event " + sequence + " is not leased, or is being settled already");
            }
            entries.add(entry);
        }
        settling.addAll(own);
        return entries;
    }

    synchronized void end(PortalKey portal, List<Long> sequences) {
        settling.removeAll(Set.copyOf(sequences));
        portals.getOrDefault(portal, new HashMap<>()).keySet().removeAll(Set.copyOf(sequences));
    }
}
