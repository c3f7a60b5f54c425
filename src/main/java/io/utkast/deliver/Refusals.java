package io.utkast.deliver;

import io.utkast.outbox.DeathCause;
import io.utkast.outbox.LaneMemory.HeldKind;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides between burying and holding refused events, for each kind on its own: a renamed token of one event type does
 * not stop the others.
 */
final class Refusals {
    private final LaneSettings.Holding settings;
    private final Map<Kind, Streak> streaks = new HashMap<>();

    /** What may be done with an event of a kind. */
    enum Admission {
        SEND,
        /** Its kind is held; this one is sent alone, to see whether it still has to be. */
        PROBE,
        HOLD
    }

    /**
     * What a success brings about.
     *
     * @param freed whether a kind was held until now
     */
    record Relief(List<Settlement> burials, boolean freed) {}

    Refusals(LaneSettings.Holding settings) {
        this.settings = settings;
    }

    synchronized Admission admit(Kind kind, Instant now) {
        Streak streak = streaks.get(kind);
        if (streak == null || !streak.isHeld()) {
            return Admission.SEND;
        }
        return streak.claimProbe(now) ? Admission.PROBE : Admission.HOLD;
    }

    /** Why the kind is held; empty if it is not. */
    synchronized Optional<String> whyHeld(Kind kind) {
        return Optional.ofNullable(streaks.get(kind)).map(Streak::why);
    }

    /** An event was refused alone or by name; tells what can be settled now, of this and earlier ones. */
    synchronized List<Settlement> refused(Lease lease, DeathCause cause, Instant now) {
        return streaks.computeIfAbsent(Kind.of(lease.event()), kind -> new Streak(kind, settings))
                .refused(lease, cause, now);
    }

    /** An event is mapped to what is not there; its kind is held at once. */
    synchronized List<Settlement> misdirected(Lease lease, String why, Instant now) {
        return streaks.computeIfAbsent(Kind.of(lease.event()), kind -> new Streak(kind, settings))
                .misdirected(lease, why, now);
    }

    /** Whether one more refusal like this would hold the event's kind. */
    synchronized boolean isOnTheBrink(Lease lease, DeathCause cause) {
        Streak streak = streaks.get(Kind.of(lease.event()));
        return streak != null && streak.isOnTheBrink(lease, cause);
    }

    /** The sequences of events that wait for a verdict here. */
    synchronized Set<Long> inDoubt() {
        return Set.copyOf(all(Streak::inDoubt));
    }

    /** When {@link #wishForProbe} will say yes; empty if nothing is held. */
    synchronized Optional<Instant> nextWish() {
        return earliest(Streak::nextWish);
    }

    /** When {@link #expire} will have something to bury; empty if nothing is under suspicion. */
    synchronized Optional<Instant> nextExpiry() {
        return earliest(Streak::nextExpiry);
    }

    private Optional<Instant> earliest(Function<Streak, Optional<Instant>> each) {
        return streaks.values().stream().map(each).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** The kinds that are held, in a steady order. */
    synchronized List<HeldKind> holds() {
        List<HeldKind> holds = new ArrayList<>();
        streaks.forEach((kind, streak) -> {
            String why = streak.why();
            if (why != null) {
                holds.add(new HeldKind(kind.site(), kind.type(), why));
            }
        });
        holds.sort(Comparator.comparing(
                held -> held.site().value() + " " + held.type().value()));
        return holds;
    }

    /** Holds the kinds that the process before this one held; the first event of each is a probe. */
    synchronized void restore(List<HeldKind> held, Instant now) {
        held.forEach(
                kind -> streaks.computeIfAbsent(new Kind(kind.site(), kind.type()), key -> new Streak(key, settings))
                        .restore(kind.why(), now));
    }

    synchronized Relief delivered(Set<Kind> kinds) {
        List<Settlement> burials = new ArrayList<>();
        boolean freed = false;
        for (Kind kind : kinds) {
            Streak streak = streaks.remove(kind);
            if (streak != null) {
                freed |= streak.isHeld();
                burials.addAll(streak.end());
            }
        }
        return new Relief(burials, freed);
    }

    /** Buries what was under suspicion for too long. */
    synchronized List<Settlement> expire(Instant now) {
        return all(streak -> streak.expire(now));
    }

    synchronized List<Lease> abandon() {
        return all(Streak::abandon);
    }

    /** Forgets all holds, as an operator wishes; what is under suspicion stays so. */
    synchronized void forgetHolds() {
        streaks.values().removeIf(Streak::isHeld);
    }

    /** Whether held events are wanted from the outbox, one for a probe; says so once in a while only. */
    synchronized boolean wishForProbe(Instant now) {
        boolean wish = false;
        for (Streak streak : streaks.values()) {
            wish |= streak.wishForProbe(now);
        }
        return wish;
    }

    /** Why anything is held; empty if nothing is. */
    synchronized Optional<String> whyHeld() {
        return streaks.values().stream()
                .map(Streak::why)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private <T> List<T> all(Function<Streak, List<T>> each) {
        List<T> all = new ArrayList<>();
        streaks.values().forEach(streak -> all.addAll(each.apply(streak)));
        return all;
    }
}
