package io.utkast.deliver;

import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refusals of one kind of event since its last success.
 *
 * <p>A refused event is a suspect at first: the fault may be its own or its mapping's. A success or another refusal
 * shows that it was its own, and it is buried; enough refusals alike show the opposite, and the kind is held.
 */
final class Streak {
    private final Kind kind;
    private final LaneSettings.Holding settings;
    private final List<Suspect> suspects = new ArrayList<>();
    private @Nullable Likeness likeness;
    private int length;
    private @Nullable Hold hold;

    private record Suspect(Lease lease, DeathCause cause, Instant since) {
        Settlement bury() {
            return new Settlement.Dead(lease, cause);
        }
    }

    /**
     * Why the kind is held, and when one event of it is tried again.
     *
     * @param missing whether what the kind goes to is not there
     * @param wish when the outbox may be asked (again) for an event to try
     */
    private record Hold(String why, boolean missing, Duration interval, Instant nextProbe, Instant wish) {
        Settlement of(Lease lease) {
            return new Settlement.Held(lease, why);
        }
    }

    Streak(Kind kind, LaneSettings.Holding settings) {
        this.kind = kind;
        this.settings = settings;
    }

    /** Takes one more refusal in; tells what can be settled now. */
    List<Settlement> refused(Lease lease, DeathCause cause, Instant now) {
        if (hold != null) {
            return List.of(hold.of(lease));
        }
        Likeness current = Likeness.of(cause, lease.event().id());
        List<Settlement> settled = new ArrayList<>();
        if (!current.equals(likeness)) {
            settled.addAll(end());
            likeness = current;
        }
        length++;
        suspects.add(new Suspect(lease, cause, now));
        if (length >= settings.alike()) {
            settled.addAll(hold(reason(cause), false, now));
        }
        return settled;
    }

    /** Whether one more refusal like this would hold the kind. */
    boolean isOnTheBrink(Lease lease, DeathCause cause) {
        return hold == null
                && length + 1 >= settings.alike()
                && Likeness.of(cause, lease.event().id()).equals(likeness);
    }

    /** Holds the kind as the process before this one did; the first event that is taken is a probe. */
    void restore(String why, Instant now) {
        hold = new Hold(why, false, settings.probe(), now, now);
    }

    /** Holds the kind at once, the suspects with it: no event of it can pass. */
    List<Settlement> misdirected(Lease lease, String why, Instant now) {
        List<Settlement> held = new ArrayList<>();
        String reason = kind + ": " + why;
        if (hold == null) {
            held.addAll(hold(reason, true, now));
        } else {
            hold = new Hold(reason, true, hold.interval(), hold.nextProbe(), hold.wish());
        }
        held.add(new Settlement.Held(lease, reason));
        return held;
    }

    private List<Settlement> hold(String why, boolean missing, Instant now) {
        Instant probe = now.plus(settings.probe());
        Hold begun = new Hold(why, missing, settings.probe(), probe, probe);
        hold = begun;
        List<Settlement> held =
                suspects.stream().map(suspect -> begun.of(suspect.lease())).toList();
        suspects.clear();
        return held;
    }

    private String reason(DeathCause cause) {
        String category = cause.category() == null ? "" : " " + cause.category();
        return kind + " refused alike " + length + " times: " + cause.status() + category + ", " + cause.message();
    }

    /** Forgets the refusals and the hold; the suspects are buried. */
    List<Settlement> end() {
        List<Settlement> burials = suspects.stream().map(Suspect::bury).toList();
        suspects.clear();
        likeness = null;
        length = 0;
        hold = null;
        return burials;
    }

    /** Buries suspects that waited long enough; the length stays, so that a slow streak is seen all the same. */
    List<Settlement> expire(Instant now) {
        List<Suspect> expired = suspects.stream()
                .filter(suspect -> !now.isBefore(suspect.since().plus(settings.suspicion())))
                .toList();
        suspects.removeAll(expired);
        return expired.stream().map(Suspect::bury).toList();
    }

    /** Gives the undecided events up, for the process that comes after this one. */
    List<Lease> abandon() {
        List<Lease> leases = suspects.stream().map(Suspect::lease).toList();
        suspects.clear();
        return leases;
    }

    /** The sequences of the undecided events. */
    List<Long> inDoubt() {
        return suspects.stream().map(suspect -> suspect.lease().sequence()).toList();
    }

    /** When {@link #wishForProbe} will say yes. */
    Optional<Instant> nextWish() {
        return Optional.ofNullable(hold).map(Hold::wish);
    }

    /** When {@link #expire} will have something to bury. */
    Optional<Instant> nextExpiry() {
        return suspects.stream()
                .map(suspect -> suspect.since().plus(settings.suspicion()))
                .min(Instant::compareTo);
    }

    boolean isHeld() {
        return hold != null;
    }

    /** Whether it is held because what the kind goes to is not there. */
    boolean isMisdirected() {
        return hold != null && hold.missing();
    }

    @Nullable
    String why() {
        return hold == null ? null : hold.why();
    }

    /** Whether the next event of the held kind is to be tried; if so, the one after it has to wait twice as long. */
    boolean claimProbe(Instant now) {
        if (hold == null || now.isBefore(hold.nextProbe())) {
            return false;
        }
        Duration doubled = hold.interval().multipliedBy(2);
        Duration interval = doubled.compareTo(settings.maximumProbe()) < 0 ? doubled : settings.maximumProbe();
        Instant next = now.plus(interval);
        hold = new Hold(hold.why(), hold.missing(), interval, next, next);
        return true;
    }

    /** Whether a held event is wanted for a probe; says so once in a while only. */
    boolean wishForProbe(Instant now) {
        if (hold == null || now.isBefore(hold.wish())) {
            return false;
        }
        hold = new Hold(hold.why(), hold.missing(), hold.interval(), hold.nextProbe(), now.plus(settings.probe()));
        return true;
    }
}
