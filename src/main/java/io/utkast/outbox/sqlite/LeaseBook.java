package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Which events are leased, and what each costs of its portal's share. */
final class LeaseBook {
    private final Map<PortalKey, Map<Long, Leased>> portals = new HashMap<>();
    private final Set<Long> settling = new HashSet<>();

    /**
     * A lease.
     *
     * @param cost what the event takes of its portal's share
     * @param fresh whether it was taken from {@link FreshEvents}
     */
    record Leased(long cost, boolean fresh) {}

    synchronized void lease(PortalKey portal, long sequence, Leased lease) {
        portals.computeIfAbsent(portal, key -> new HashMap<>()).put(sequence, lease);
    }

    /** The leased events of the portal, as a copy. */
    synchronized Set<Long> leased(PortalKey portal) {
        return Set.copyOf(portals.getOrDefault(portal, Map.of()).keySet());
    }

    /** The oldest leased event of the portal. */
    synchronized OptionalLong first(PortalKey portal) {
        return portals.getOrDefault(portal, Map.of()).keySet().stream()
                .mapToLong(Long::longValue)
                .min();
    }

    /** Whether a lane has the event in its hands. */
    synchronized boolean isLeased(PortalKey portal, long sequence) {
        return portals.getOrDefault(portal, Map.of()).containsKey(sequence);
    }

    /**
     * The costs of leases that are about to be settled. From here to {@link #end} nobody else can settle them, and they
     * are still leased.
     *
     * @throws IllegalStateException if one of them is not leased or is being settled already
     */
    synchronized List<Long> settle(PortalKey portal, List<Long> sequences) {
        Map<Long, Leased> leases = portals.getOrDefault(portal, Map.of());
        List<Long> costs = new ArrayList<>(sequences.size());
        Set<Long> own = new HashSet<>();
        for (Long sequence : sequences) {
            Leased lease = leases.get(sequence);
            if (lease == null || settling.contains(sequence) || !own.add(sequence)) {
                throw new IllegalStateException("event " + sequence + " is not leased, or is being settled already");
            }
            costs.add(lease.cost());
        }
        settling.addAll(own);
        return costs;
    }

    /** Settling failed: the events stay leased, and their lane may settle them again. */
    synchronized void abandon(List<Long> sequences) {
        settling.removeAll(Set.copyOf(sequences));
    }

    /** Ends the leases of those that are leased and not being settled; says which they were. */
    synchronized Map<Long, Leased> giveBack(PortalKey portal, Collection<Long> sequences) {
        Map<Long, Leased> leases = portals.getOrDefault(portal, new HashMap<>());
        Map<Long, Leased> ended = new HashMap<>();
        for (Long sequence : sequences) {
            Leased lease = settling.contains(sequence) ? null : leases.remove(sequence);
            if (lease != null) {
                ended.put(sequence, lease);
            }
        }
        return ended;
    }

    synchronized void end(PortalKey portal, List<Long> sequences) {
        settling.removeAll(Set.copyOf(sequences));
        portals.getOrDefault(portal, new HashMap<>()).keySet().removeAll(Set.copyOf(sequences));
    }
}
