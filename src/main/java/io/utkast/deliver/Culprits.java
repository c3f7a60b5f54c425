package io.utkast.deliver;

import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one pass knows about its refusals: which kinds are sound, because one of them was taken, and which refusals wait
 * for the answers to controls.
 *
 * <p>A control is another event of the kind, sent alone before the kind is held. Bad events often stand together; a
 * control from elsewhere in the batch tells them from a broken mapping.
 */
final class Culprits {
    /** As many as there are refusals before: a control may be bad itself. */
    private static final int MAXIMUM_CONTROLS = 3;

    private final Set<Kind> sound = new HashSet<>();
    private final Map<Kind, Integer> controls = new HashMap<>();
    private final Map<Lease, DeathCause> undecided = new HashMap<>();

    boolean isSound(Kind kind) {
        return sound.contains(kind);
    }

    Set<Kind> sound() {
        return Set.copyOf(sound);
    }

    boolean mayControl(Kind kind) {
        return controls.getOrDefault(kind, 0) < MAXIMUM_CONTROLS;
    }

    /** The refusal waits for a control that is about to be sent. */
    void decideLater(Lease lease, DeathCause cause) {
        controls.merge(Kind.of(lease.event()), 1, Integer::sum);
        undecided.put(lease, cause);
    }

    /** Some of these kinds were taken; returns the refusals that this shows to be the events' own fault. */
    Map<Lease, DeathCause> taken(Collection<Kind> kinds) {
        sound.addAll(kinds);
        return remove(lease -> kinds.contains(Kind.of(lease.event())));
    }

    /** No control is left for the kind: returns what waited. */
    Map<Lease, DeathCause> ofKind(Kind kind) {
        return remove(lease -> kind.equals(Kind.of(lease.event())));
    }

    /** Everything that still waits. */
    Map<Lease, DeathCause> rest() {
        return remove(lease -> true);
    }

    private Map<Lease, DeathCause> remove(Predicate<Lease> which) {
        List<Lease> leases = new ArrayList<>(undecided.keySet());
        leases.removeIf(which.negate());
        Map<Lease, DeathCause> removed = new HashMap<>();
        leases.forEach(lease -> removed.put(lease, undecided.remove(lease)));
        return removed;
    }
}
