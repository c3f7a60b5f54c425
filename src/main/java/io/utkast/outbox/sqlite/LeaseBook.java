package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Lease;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which events are leased, what each costs, and whether it was held before. */
final class LeaseBook {
    private final Map<PortalKey, Map<Long, Entry>> portals = new HashMap<>();

    /** What settling needs to know of a leased event. */
    record Entry(long cost, boolean held) {}

    synchronized void lease(PortalKey portal, long sequence, Entry entry) {
        portals.computeIfAbsent(portal, key -> new HashMap<>()).put(sequence, entry);
    }

    /** The leased events of the portal, as a copy. */
    synchronized Set<Long> leased(PortalKey portal) {
        return Set.copyOf(portals.getOrDefault(portal, Map.of()).keySet());
    }

    synchronized Entry entry(Lease lease) {
        Entry entry = portals.getOrDefault(lease.event().portal(), Map.of()).get(lease.sequence());
        if (entry == null) {
            throw new IllegalStateException("event " + lease.sequence() + " is not leased");
        }
        return entry;
    }

    synchronized void end(Collection<Lease> leases) {
        leases.forEach(lease ->
                portals.getOrDefault(lease.event().portal(), new HashMap<>()).remove(lease.sequence()));
    }
}
