package io.utkast.deliver;

import io.utkast.outbox.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Sends one request when gate and quota allow: notes it durably before, learns from the answer after. */
final class Requester {
    private static final Logger LOG = Logger.getLogger(Requester.class);
    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private final Destination destination;
    private final Governor quota;
    private final Gate gate;
    private final PatientOutbox outbox;
    private final Surroundings surroundings;

    Requester(Destination destination, Governor quota, Gate gate, PatientOutbox outbox, Surroundings surroundings) {
        this.destination = destination;
        this.quota = quota;
        this.gate = gate;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    /** Takes a slot of the quota when there is one; false if the lane was paused, closed or sent to rest meanwhile. */
    boolean acquire() {
        while (gate.isOpen(now())) {
            Bell.Strokes strokes = surroundings.bell().strokes();
            if (quota.tryAcquire(now())) {
                return true;
            }
            // Nothing rings when the lane gives back a slot for which it found no events.
            Duration wait = Waits.shorter(Waits.atLeastATick(quota.untilFree(now())), A_MOMENT);
            surroundings.bell().awaitChange(strokes, wait);
        }
        return false;
    }

    /** The slot is not needed after all. */
    void release() {
        quota.cancelled();
    }

    /**
     * Sends the events in a slot that is acquired, which is used up or given back in any case.
     *
     * @return the answer; empty if nothing was sent because the lane was paused, closed or sent to rest meanwhile
     */
    Optional<Outcome> send(List<Lease> events) {
        if (!note()) {
            return Optional.empty();
        }
        Slot slot = new Slot();
        Outcome outcome = answer(events, slot);
        slot.free(outcome.quota());
        // The gate knows before anybody is woken, so that no request follows one that was told to stop.
        gate.answered(outcome, now());
        surroundings.bell().ring();
        return Optional.of(outcome);
    }

    private boolean note() {
        boolean noted = false;
        try {
            noted = gate.isOpen(now()) && outbox.noteRequest(now());
            return noted;
        } finally {
            if (!noted) {
                quota.cancelled();
            }
        }
    }

    /** A destination must not throw; if it does, neither the events nor the slot of the quota are lost. */
    private Outcome answer(List<Lease> events, Slot slot) {
        try {
            return destination.send(events, slot);
        } catch (RuntimeException | Error e) {
            LOG.error("Destination threw instead of telling an outcome", e);
            return new Outcome.TryLater(Outcome.Scope.BATCH, Duration.ZERO, "internal error", QuotaSeen.NONE);
        }
    }

    /** The slot of the request that is under way; it can be traded for another one once that is answered. */
    private final class Slot implements BooleanSupplier {
        private boolean taken = true;

        @Override
        public boolean getAsBoolean() {
            free(QuotaSeen.NONE);
            taken = acquire() && note();
            return taken;
        }

        void free(QuotaSeen seen) {
            if (taken) {
                taken = false;
                quota.replied(seen, now());
            }
        }
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
