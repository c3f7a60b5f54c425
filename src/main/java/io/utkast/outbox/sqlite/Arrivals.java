package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Who wants to hear of new work, by portal: an arrival wakes one lane, not two hundred. */
final class Arrivals {
    private static final Logger LOG = Logger.getLogger(Arrivals.class);

    private final Map<PortalKey, List<Runnable>> listeners = new ConcurrentHashMap<>();

    void listen(PortalKey portal, Runnable listener) {
        listeners.computeIfAbsent(portal, key -> new CopyOnWriteArrayList<>()).add(listener);
    }

    void tell(PortalKey portal) {
        for (Runnable listener : listeners.getOrDefault(portal, List.of())) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // The events are there, and the other listeners are still to hear.
                LOG.error("a listener to arrivals failed", e);
            }
        }
    }
}
