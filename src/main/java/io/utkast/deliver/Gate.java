package io.utkast.deliver;

import io.utkast.outbox.LaneMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lane may send now: paused by an operator, at rest because HubSpot asked for it, or trying with single
 * probes because HubSpot is silent or forbids.
 */
final class Gate {
    private static final Duration WORTH_KEEPING = Duration.ofSeconds(5);

    private final Backoff probes;
    private final Width width;
    private boolean closed;
    private boolean paused;
    private @Nullable Rest rest;
    private @Nullable Fault fault;

    /** A time that HubSpot set; no other answer shortens it. */
    private record Rest(LaneState state, Instant until, String why, boolean kept) {}

    /** Failures in a row; the first success ends it. */
    private record Fault(LaneState state, int failures, Instant nextProbe, String why, boolean kept) {}

    /** A state of the lane and the reason for it. */
    record Condition(LaneState state, @Nullable String reason) {}

    /**
     * An open gate.
     *
     * @param maxInFlight requests under way at once, at most
     */
    Gate(Backoff probes, int maxInFlight) {
        this.probes = probes;
        this.width = new Width(maxInFlight);
    }

    /** How long until the lane may send; zero if it may. Pause and end have no time: then it is only a bound. */
    synchronized Duration untilOpen(Instant now) {
        if (closed || paused) {
            return Waits.A_LONG_WHILE;
        }
        Instant opens = now;
        if (rest != null && rest.until().isAfter(opens)) {
            opens = rest.until();
        }
        if (fault != null && fault.nextProbe().isAfter(opens)) {
            opens = fault.nextProbe();
        }
        return Duration.between(now, opens);
    }

    synchronized boolean isOpen(Instant now) {
        return untilOpen(now).isZero();
    }

    /** Whether only a single event may be sent at a time, to see whether HubSpot is back. */
    synchronized boolean isProbing() {
        return fault != null;
    }

    /** How many requests may be under way now. After a rest it is one, to see whether HubSpot wants a longer one. */
    synchronized int inFlight() {
        return fault == null && rest == null ? width.allowed() : 1;
    }

    /** Draws the conclusions for the whole lane from one answer. */
    synchronized void answered(Outcome outcome, Instant now) {
        if (rest != null && !rest.until().isAfter(now)) {
            rest = null;
        }
        switch (outcome) {
            case Outcome.Delivered _,
                    Outcome.Partly _,
                    Outcome.AlreadyThere _,
                    Outcome.Refused _,
                    Outcome.Misdirected _ -> {
                fault = null;
                width.answeredWell();
            }
            case Outcome.SplitAndRetry _ -> {}
            case Outcome.Unauthorized denied -> fail(LaneState.UNAUTHORIZED, Duration.ZERO, denied.why(), now);
            case Outcome.TryLater later -> {
                switch (later.scope()) {
                    case BATCH -> fail(LaneState.WAITING, later.delay(), later.why(), now);
                    case PORTAL -> rest(LaneState.WAITING, later, now);
                    case QUOTA -> rest(LaneState.RATE_LIMITED, later, now);
                    case LOCKED -> {
                        // Requests that were under way together are locked out together: half is enough.
                        if (rest == null) {
                            width.narrow();
                        }
                        rest(LaneState.WAITING, later, now);
                    }
                }
            }
        }
    }

    private void rest(LaneState state, Outcome.TryLater later, Instant now) {
        Instant until = now.plus(later.delay());
        if (rest == null || until.isAfter(rest.until())) {
            rest = new Rest(state, until, later.why(), isWorthKeeping(later.delay()));
        }
    }

    private void fail(LaneState state, Duration atLeast, String why, Instant now) {
        // Requests that were under way together fail together, which is one failure.
        if (fault != null && fault.state() == state && now.isBefore(fault.nextProbe())) {
            return;
        }
        int failures = fault == null ? 0 : fault.failures();
        Duration backoff = state == LaneState.UNAUTHORIZED ? probes.bound(failures) : probes.jittered(failures);
        Duration wait = backoff.compareTo(atLeast) > 0 ? backoff : atLeast;
        // The jitter may make it short, but the number of failures is worth keeping all the same.
        Duration bound = probes.bound(failures);
        boolean kept = isWorthKeeping(wait) || isWorthKeeping(bound);
        fault = new Fault(state, failures + 1, now.plus(wait), why, kept);
    }

    /** A shorter one would be over before a restart is. */
    private static boolean isWorthKeeping(Duration wait) {
        return wait.compareTo(WORTH_KEEPING) >= 0;
    }

    /** What is to be known of the latest rest after a restart. */
    synchronized LaneMemory.@Nullable Stop rest() {
        return rest == null || !rest.kept()
                ? null
                : new LaneMemory.Stop(rest.state().code(), rest.until(), 0, rest.why());
    }

    /** What is to be known of the failures in a row after a restart. */
    synchronized LaneMemory.@Nullable Stop fault() {
        return fault == null || !fault.kept()
                ? null
                : new LaneMemory.Stop(fault.state().code(), fault.nextProbe(), fault.failures(), fault.why());
    }

    /** Goes on where the process before this one stopped. */
    synchronized void restore(LaneMemory memory, Instant now) {
        paused |= memory.paused();
        LaneMemory.Stop resting = memory.rest();
        if (resting != null && resting.until().isAfter(now)) {
            rest = new Rest(LaneState.of(resting.state()), resting.until(), resting.why(), true);
        }
        LaneMemory.Stop failing = memory.fault();
        // Credentials that are already known to be wrong are the newer truth.
        if (failing != null && fault == null) {
            fault = new Fault(LaneState.of(failing.state()), failing.failures(), failing.until(), failing.why(), true);
        }
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** New credentials are there: what HubSpot said of the old ones holds no longer. */
    synchronized void authorized() {
        if (fault != null && fault.state() == LaneState.UNAUTHORIZED) {
            fault = null;
        }
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
    }

    /** Nothing is sent any more, for good. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** What keeps the lane from sending freely, the gravest first. */
    synchronized Optional<Condition> condition(Instant now) {
        if (paused) {
            return Optional.of(new Condition(LaneState.PAUSED, "paused by an operator"));
        }
        if (fault != null && fault.state() == LaneState.UNAUTHORIZED) {
            return Optional.of(new Condition(fault.state(), fault.why()));
        }
        if (rest != null && rest.until().isAfter(now)) {
            return Optional.of(new Condition(rest.state(), rest.why()));
        }
        return Optional.ofNullable(fault).map(waiting -> new Condition(waiting.state(), waiting.why()));
    }
}
