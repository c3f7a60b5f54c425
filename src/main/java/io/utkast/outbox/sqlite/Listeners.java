package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Outbox.SettlementListener;
import io.utkast.outbox.Revocations.DropListener;
import io.utkast.outbox.Settlement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Who wants to hear of arrived, settled and dropped events. */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class);

    private final Arrivals arrivals = new Arrivals();
    private final List<SettlementListener> settlements = new CopyOnWriteArrayList<>();
    private final List<DropListener> drops = new CopyOnWriteArrayList<>();
    /** Portals with new events in the group that is being committed; used by the writer's thread only. */
    private final Set<PortalKey> group = new HashSet<>();

    void onArrival(PortalKey portal, Runnable listener) {
        arrivals.listen(portal, listener);
    }

    void onSettled(SettlementListener listener) {
        settlements.add(listener);
    }

    void onDropped(DropListener listener) {
        drops.add(listener);
    }

    /** Tells of the portal when the group ends: lanes hear once of a whole group, not of each event in it. */
    void arrivedInGroup(PortalKey portal) {
        group.add(portal);
    }

    void groupEnded() {
        group.forEach(this::arrived);
        group.clear();
    }

    void arrived(PortalKey portal) {
        arrivals.tell(portal);
    }

    void settled(List<Settlement> settled) {
        tell(settlements, listener -> listener.settled(settled));
    }

    void dropped(List<QueuedEvent> events) {
        if (!events.isEmpty()) {
            tell(drops, listener -> listener.dropped(events));
        }
    }

    private static <L> void tell(List<L> listeners, Consumer<L> message) {
        for (L listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException e) {
                // It is on disk, and the other listeners are still to hear.
                LOG.error("a listener to the outbox failed", e);
            }
        }
    }
}
