package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a batch to its end: sends it, splits what was refused as a whole until the culprits stand alone, and settles
 * each event exactly once.
 */
final class Pass {
    private static final Logger LOG = Logger.getLogger(Pass.class);

    private final Requester requester;
    private final Settling settling;
    private final Refusals refusals;
    private final Tally tally;
    private final List<Lease> all;
    private final Deque<Part> parts;
    private final Culprits culprits = new Culprits();
    private boolean hasSlot = true;

    /** A pass that owns a slot of the quota. */
    Pass(Requester requester, Settling settling, Refusals refusals, Tally tally, List<Part> parts) {
        this.requester = requester;
        this.settling = settling;
        this.refusals = refusals;
        this.tally = tally;
        this.parts = new ArrayDeque<>(parts);
        this.all = parts.stream().flatMap(part -> part.leases().stream()).toList();
    }

    /** Returns once each event is settled; what could not be sent now is given back to the outbox. */
    void run() {
        boolean goOn = true;
        while (goOn && !parts.isEmpty()) {
            // First the slot, which may take hours: what is true of an event by then counts.
            goOn = acquire() && sendNext();
        }
        giveBackSlot();
        Map<Lease, DeathCause> undecided = culprits.rest();
        if (goOn) {
            undecided.forEach(settling::refused);
        } else {
            settling.giveBack(undecided.keySet());
            settling.giveBack(
                    parts.stream().flatMap(part -> part.leases().stream()).toList());
        }
    }

    /** Gives back whatever is not settled, after a failure that nobody foresaw. */
    void abandon() {
        giveBackSlot();
        settling.recover(all);
    }

    private boolean acquire() {
        hasSlot = hasSlot || requester.acquire();
        return hasSlot;
    }

    private boolean sendNext() {
        Part part = sift(parts.removeFirst());
        return part.leases().isEmpty() || send(part);
    }

    private void giveBackSlot() {
        if (hasSlot) {
            hasSlot = false;
            requester.release();
        }
    }

    /** Takes out the events whose visitor took consent back, or whose kind came to be held, while this pass was under way. */
    private Part sift(Part part) {
        List<Lease> kept = new ArrayList<>();
        List<Settlement> unsent = new ArrayList<>();
        for (Lease lease : part.leases()) {
            settling.forbidden(lease)
                    .or(() -> part.probe() ? Optional.empty() : held(lease))
                    .ifPresentOrElse(unsent::add, () -> kept.add(lease));
        }
        settling.settle(unsent);
        return unsent.isEmpty() ? part : Part.of(kept);
    }

    private Optional<Settlement> held(Lease lease) {
        return refusals.whyHeld(Kind.of(lease.event())).map(why -> new Settlement.Held(lease, why));
    }

    /** Whether it makes sense to send the next part. */
    private boolean send(Part part) {
        hasSlot = false;
        Optional<Outcome> answer = requester.send(part.leases());
        if (answer.isEmpty()) {
            settling.giveBack(part.leases());
            return false;
        }
        Outcome outcome = answer.get();
        tally.answered(outcome);
        switch (outcome) {
            case Outcome.Delivered delivered -> delivered(part.leases(), delivered.linked(), delivered.correlationId());
            case Outcome.Partly partly -> settlePartly(part, partly);
            case Outcome.Refused refused when part.isSingle() -> refused(part, refused.cause());
            case Outcome.Misdirected misdirected
            when part.isSingle() -> settling.misdirected(part.leases().getFirst(), misdirected.why());
            case Outcome.AlreadyThere there -> settleThere(part, there.named());
            case Outcome.SplitAndRetry _ when part.isSingle() -> settling.later(part.leases(), Duration.ZERO);
            case Outcome.Refused _, Outcome.Misdirected _, Outcome.SplitAndRetry _ -> split(part);
            case Outcome.TryLater later -> tryLater(part, later);
            case Outcome.Unauthorized _ -> settling.giveBack(part.leases());
        }
        return isAboutTheEvents(outcome);
    }

    /** Whether the answer is about the events that were sent; else the next ones would get the same. */
    private static boolean isAboutTheEvents(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _,
                    Outcome.Partly _,
                    Outcome.AlreadyThere _,
                    Outcome.Refused _,
                    Outcome.Misdirected _,
                    Outcome.SplitAndRetry _ -> true;
            case Outcome.TryLater _, Outcome.Unauthorized _ -> false;
        };
    }

    private void delivered(List<Lease> leases, Set<DeliveryId> linked, @Nullable String correlationId) {
        settling.delivered(leases, linked, correlationId);
        settling.buried(culprits.taken(Settling.kinds(leases)));
    }

    private void refused(Part single, DeathCause cause) {
        Lease lease = single.leases().getFirst();
        Kind kind = Kind.of(lease.event());
        if (culprits.isSound(kind)) {
            settling.buried(Map.of(lease, cause));
            return;
        }
        if (refusals.isOnTheBrink(lease, cause) && culprits.mayControl(kind)) {
            Optional<Lease> control = takeOut(kind);
            if (control.isPresent()) {
                culprits.decideLater(lease, cause);
                parts.addFirst(Part.of(List.of(control.get())));
                return;
            }
        }
        settling.refused(lease, cause);
        culprits.ofKind(kind).forEach(settling::refused);
    }

    /** Takes an event of the kind out of the parts still to be sent, from as far off as possible. */
    private Optional<Lease> takeOut(Kind kind) {
        for (Part part : List.copyOf(parts).reversed()) {
            for (Lease lease : part.leases().reversed()) {
                if (kind.equals(Kind.of(lease.event()))) {
                    List<Part> others = new ArrayList<>(parts);
                    others.replaceAll(one -> one.without(lease));
                    parts.clear();
                    parts.addAll(others);
                    return Optional.of(lease);
                }
            }
        }
        return Optional.empty();
    }

    private void split(Part part) {
        LOG.debugf("Batch is split events=%d", part.leases().size());
        List<Part> halves = part.halves();
        parts.addFirst(halves.getLast());
        parts.addFirst(halves.getFirst());
    }

    /** Each round either takes the named ones out or halves the batch, so it ends, at single events if need be. */
    private void settleThere(Part part, Set<DeliveryId> named) {
        Map<Boolean, List<Lease>> there = part.leases().stream()
                .collect(Collectors.partitioningBy(
                        lease -> part.isSingle() || named.contains(lease.event().id())));
        List<Lease> existing = there.getOrDefault(true, List.of());
        List<Lease> others = there.getOrDefault(false, List.of());
        if (existing.isEmpty()) {
            split(part);
            return;
        }
        // An earlier try delivered them, and its answer is lost.
        delivered(existing, Set.of(), null);
        if (!others.isEmpty()) {
            parts.addFirst(Part.of(others));
        }
    }

    private void tryLater(Part part, Outcome.TryLater later) {
        switch (later.scope()) {
            case BATCH -> settling.later(part.leases(), later.delay());
            case PORTAL, LOCKED, QUOTA -> settling.wait(part.leases(), later.delay());
        }
    }

    private void settlePartly(Part part, Outcome.Partly partly) {
        Map<DeliveryId, Boolean> taken = partly.delivered();
        List<Lease> delivered = new ArrayList<>();
        List<Lease> unnamed = new ArrayList<>();
        Map<Lease, DeathCause> refused = new LinkedHashMap<>();
        for (Lease lease : part.leases()) {
            DeliveryId id = lease.event().id();
            DeathCause cause = partly.refused().get(id);
            if (taken.containsKey(id)) {
                delivered.add(lease);
            } else if (cause != null) {
                refused.put(lease, cause);
            } else {
                unnamed.add(lease);
            }
        }
        Set<DeliveryId> linked = new HashSet<>(taken.keySet());
        linked.removeIf(id -> !taken.getOrDefault(id, false));
        delivered(delivered, linked, partly.correlationId());
        settling.refused(refused, culprits.sound());
        sendSingly(part, unnamed);
    }

    private void sendSingly(Part part, List<Lease> unnamed) {
        if (part.isSingle()) {
            settling.later(unnamed, Duration.ZERO);
        } else {
            unnamed.reversed().forEach(lease -> parts.addFirst(Part.of(List.of(lease))));
        }
    }
}
