package io.utkast.deliver;

import io.utkast.event.PortalKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The lanes of all portals. */
public final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final Map<PortalKey, Lane> lanes;

    /** Lanes that were made, not yet started. */
    public Lanes(Map<PortalKey, Lane> lanes) {
        this.lanes = Map.copyOf(lanes);
    }

    /** Starts every lane. */
    public void start() {
        lanes.values().forEach(Lane::start);
    }

    /** The portals that have a lane. */
    public Set<PortalKey> portals() {
        return lanes.keySet();
    }

    /** The portal's lane; empty if there is no such portal. */
    public Optional<Lane> of(PortalKey portal) {
        return Optional.ofNullable(lanes.get(portal));
    }

    /** What each lane does at this moment, by the portal's key. */
    public Map<PortalKey, LaneStatus> statuses() {
        Map<PortalKey, LaneStatus> statuses = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        lanes.forEach((portal, lane) -> statuses.put(portal, lane.status()));
        return statuses;
    }

    /** Stops taking and settles what is under way, all lanes at once, within the time given. */
    public void close(Duration limit) {
        Thread[] closing = lanes.entrySet().stream()
                .map(entry -> Thread.ofVirtual().start(() -> {
                    if (!entry.getValue().close(limit)) {
                        LOG.warnf("lane not settled in time portal=%s limit=%s", entry.getKey(), limit);
                    }
                }))
                .toArray(Thread[]::new);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
