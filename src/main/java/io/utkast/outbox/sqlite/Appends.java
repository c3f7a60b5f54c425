package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the books of appended events. A group's are summed up, since the {@link Shares} have a lock that every request
 * wants. Used by the writer's thread only.
 */
final class Appends {
    private final Shares shares;
    private final FreshEvents fresh;
    private final Listeners listeners;
    private final Map<PortalKey, Sum> group = new HashMap<>();

    Appends(Shares shares, FreshEvents fresh, Listeners listeners) {
        this.shares = shares;
        this.fresh = fresh;
        this.listeners = listeners;
    }

    private static final class Sum {
        private int events;
        private long cost;
    }

    /** The portal's reserved events are on disk, with sequences from the one given on. */
    void committed(PortalKey portal, List<QueuedEvent> events, long firstSequence, long cost) {
        for (int i = 0; i < events.size(); i++) {
            fresh.add(portal, events.get(i).site().value(), firstSequence + i);
        }
        Sum sum = group.computeIfAbsent(portal, key -> new Sum());
        sum.events += events.size();
        sum.cost += cost;
    }

    /** So many of the portal's reserved events were not written. */
    void failed(PortalKey portal, int events, long cost) {
        shares.withdrawn(portal, events, cost);
    }

    /** An event whose place was given back, since its commit failed, is on disk all the same. */
    void foundStored(StoredRow row) {
        PortalKey portal = row.portal();
        fresh.giveBack(portal, row.columns().site().value(), row.columns().sequence());
        shares.found(portal, 1, row.cost(), 0);
        listeners.arrivedInGroup(portal);
    }

    /** Before anybody hears of it: who sends again at once must not find the place of the last request still taken. */
    void groupCommitted() {
        group.forEach((portal, sum) -> {
            shares.committed(portal, sum.events, sum.cost);
            listeners.arrivedInGroup(portal);
        });
        group.clear();
    }
}
