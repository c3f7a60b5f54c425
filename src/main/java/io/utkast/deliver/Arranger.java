package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Makes the parts of a pass from a batch: settles what must not or cannot be sent, and sets apart what goes alone. */
final class Arranger {
    private static final Logger LOG = Logger.getLogger(Arranger.class);

    private final LaneSettings settings;
    private final Destination destination;
    private final Refusals refusals;
    private final Settling settling;
    private final Clock clock;

    Arranger(LaneSettings settings, Destination destination, Refusals refusals, Settling settling, Clock clock) {
        this.settings = settings;
        this.destination = destination;
        this.refusals = refusals;
        this.settling = settling;
        this.clock = clock;
    }

    /** What is to be sent; empty if all of it is settled. After a failure, what is not settled is given back. */
    List<Part> arrange(List<Lease> batch) {
        try {
            return parts(batch);
        } catch (RuntimeException | Error e) {
            settling.giveBack(batch);
            throw e;
        }
    }

    private List<Part> parts(List<Lease> batch) {
        List<Part> parts = new ArrayList<>();
        List<Lease> together = new ArrayList<>();
        List<Settlement> unsent = new ArrayList<>();
        for (Lease lease : sendable(batch, unsent)) {
            Kind kind = Kind.of(lease.event());
            switch (refusals.admit(kind, clock.instant())) {
                case PROBE -> parts.add(Part.probe(lease));
                case HOLD ->
                    unsent.add(new Settlement.Held(lease, refusals.whyHeld(kind).orElse("held")));
                case SEND -> {
                    if (lease.attempts() >= settings.retry().aloneAfter()) {
                        parts.add(Part.of(List.of(lease)));
                    } else {
                        together.add(lease);
                    }
                }
            }
        }
        settling.settle(unsent);
        parts.addAll(withoutTwins(together));
        return parts;
    }

    /**
     * No part has an id twice. One event may be stored twice: sent again over a restart, it is a new one to the gateway.
     * HubSpot may refuse both in one batch, each because of the other, and it would seem that it has them.
     */
    private static List<Part> withoutTwins(List<Lease> leases) {
        List<Part> parts = new ArrayList<>();
        List<Lease> rest = leases;
        while (!rest.isEmpty()) {
            Map<DeliveryId, Lease> once = new LinkedHashMap<>();
            List<Lease> twins = new ArrayList<>();
            for (Lease lease : rest) {
                if (once.putIfAbsent(lease.event().id(), lease) != null) {
                    twins.add(lease);
                }
            }
            parts.add(Part.of(List.copyOf(once.values())));
            rest = twins;
        }
        return parts;
    }

    private List<Lease> sendable(List<Lease> batch, List<Settlement> unsent) {
        List<Lease> sendable = new ArrayList<>();
        Set<String> obstacles = new TreeSet<>();
        for (Lease lease : batch) {
            Optional<String> obstacle = destination.obstacle(lease.event());
            if (obstacle.isPresent()) {
                unsent.add(new Settlement.Held(lease, obstacle.get()));
                obstacles.add(obstacle.get());
            } else {
                destination
                        .flaw(lease.event())
                        .ifPresentOrElse(
                                cause -> unsent.add(new Settlement.Dead(lease, cause)), () -> sendable.add(lease));
            }
        }
        obstacles.forEach(why -> LOG.warnf("Events are held portal=%s reason=\"%s\"", settings.portal(), why));
        return sendable;
    }
}
