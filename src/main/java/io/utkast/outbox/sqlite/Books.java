package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Lease;
import java.util.Collection;
import java.util.Set;

/** What the works on the file keep in memory about it, in common. */
record Books(Shares shares, FreshEvents fresh, LeaseBook leases, Tombstones tombstones, Listeners listeners) {

    /** Ends those of the leases that nobody settles, so that their events can be leased again; says whether any did. */
    boolean giveBack(PortalKey portal, Collection<Lease> given) {
        Set<Long> free =
                leases.giveBack(portal, given.stream().map(Lease::sequence).toList());
        for (Lease lease : given) {
            if (free.contains(lease.sequence())) {
                // If it was tried before, its row will tell: it is in a queue that the file has an index of.
                fresh.giveBack(portal, lease.event().site().value(), lease.sequence());
            }
        }
        return !free.isEmpty();
    }
}
