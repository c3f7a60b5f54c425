package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Lease;
import java.util.Collection;
import java.util.Map;

/** What the works on the file keep in memory about it, in common. */
record Books(Shares shares, FreshEvents fresh, LeaseBook leases, Tombstones tombstones, Listeners listeners) {

    /** Ends those of the leases that nobody settles, so that their events can be leased again; says whether any did. */
    boolean giveBack(PortalKey portal, Collection<Lease> given) {
        Map<Long, LeaseBook.Leased> ended =
                leases.giveBack(portal, given.stream().map(Lease::sequence).toList());
        for (Lease lease : given) {
            LeaseBook.Leased own = ended.get(lease.sequence());
            // The others are found again by the file's index.
            if (own != null && own.fresh()) {
                fresh.giveBack(portal, lease.event().site().value(), lease.sequence());
            }
        }
        return !ended.isEmpty();
    }
}
