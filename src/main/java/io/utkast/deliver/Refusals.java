package io.utkast.deliver;

import io.utkast.outbox.DeathCause;
import io.utkast.outbox.LaneMemory.HeldKind;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides between burying and holding refused events, for each kind on its own: a renamed token of one event type does
 * not stop the others. Only if what a kind goes to is not there, all kinds are held that go there.
 */
final class Refusals {
    private static final int MOST_NAMED = 5;

    private final LaneSettings.Holding settings;
    private final Function<Kind, Optional<String>> targets;
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

    /** @param targets what each kind goes to, as far as that is known */
    Refusals(LaneSettings.Holding settings, Function<Kind, Optional<String>> targets) {
        this.settings = settings;
        this.targets = targets;
    }

    synchronized Admission admit(Kind kind, Instant now) {
        return holder(kind)
                .map(streak -> streak.claimProbe(now) ? Admission.PROBE : Admission.HOLD)
                .orElse(Admission.SEND);
    }

    /** Why the kind is held; empty if it is not. */
    synchronized Optional<String> whyHeld(Kind kind) {
        return holder(kind).map(Streak::why);
    }

    /** What holds the kind: its own refusals, or those of another kind that goes to the same missing target. */
    private Optional<Streak> holder(Kind kind) {
        Streak own = streaks.get(kind);
        if (own != null && own.isHeld()) {
            return Optional.of(own);
        }
        return streaks.entrySet().stream()
                .filter(entry -> entry.getValue().isMisdirected() && haveOneTarget(entry.getKey(), kind))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean haveOneTarget(Kind one, Kind other) {
        Optional<String> target = targets.apply(one);
        return target.isPresent() && target.equals(targets.apply(other));
    }

    /** An event was refused alone or by name; tells what can be settled now, of this and earlier ones. */
    synchronized List<Settlement> refused(Lease lease, DeathCause cause, Instant now) {
        return streaks.computeIfAbsent(Kind.of(lease.event()), kind -> new Streak(kind, settings))
                .refused(lease, cause, now);
    }

    /** An event is mapped to what is not there; its kind is held at once, and with it all that go there. */
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
        for (Kind kind : relieved(kinds)) {
            Streak streak = streaks.remove(kind);
            if (streak != null) {
                freed |= streak.isHeld();
                burials.addAll(streak.end());
            }
        }
        return new Relief(burials, freed);
    }

    /** With those that were held for the lack of what is there, as the delivery shows. */
    private Set<Kind> relieved(Set<Kind> kinds) {
        Set<Kind> relieved = new HashSet<>(kinds);
        streaks.forEach((held, streak) -> {
            if (streak.isMisdirected() && kinds.stream().anyMatch(kind -> haveOneTarget(held, kind))) {
                relieved.add(held);
            }
        });
        return relieved;
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

    /** Why anything is held, with the first few other kinds that are; empty if nothing is. */
    synchronized Optional<String> whyHeld() {
        List<HeldKind> holds = holds();
        if (holds.size() < 2) {
            return holds.stream().map(HeldKind::why).findFirst();
        }
        String others = holds.stream()
                .skip(1)
                .limit(MOST_NAMED)
                .map(held -> new Kind(held.site(), held.type()).toString())
                .collect(Collectors.joining(", "));
        int unnamed = Math.max(0, holds.size() - 1 - MOST_NAMED);
        return Optional.of(
                holds.getFirst().why() + "; held too: " + others + (unnamed == 0 ? "" : " and " + unnamed + " more"));
    }

    private <T> List<T> all(Function<Streak, List<T>> each) {
        List<T> all = new ArrayList<>();
        streaks.values().forEach(streak -> all.addAll(each.apply(streak)));
        return all;
    }
}
