package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the books of appended events. A group's are summed up, since the {@link Shares} have a lock that every request
 * wants. Used by the writer's thread only.
 */
final class Appends {
    private final Shares shares;
    private final Listeners listeners;
    private final Map<PortalKey, Sum> group = new HashMap<>();

    Appends(Shares shares, Listeners listeners) {
        this.shares = shares;
        this.listeners = listeners;
    }

    private static final class Sum {
        private int events;
        private long cost;
    }

    /** So many of the portal's reserved events are on disk. */
    void committed(PortalKey portal, int events, long cost) {
        Sum sum = group.computeIfAbsent(portal, key -> new Sum());
        sum.events += events;
        sum.cost += cost;
    }

    /** So many of the portal's reserved events were not written. */
    void failed(PortalKey portal, int events, long cost) {
        shares.withdrawn(portal, events, cost);
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
