package io.utkast.deliver;

import io.utkast.outbox.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends one request when gate and quota allow: notes it durably before, learns from the answer after. */
final class Requester {
    private static final Logger LOG = Logger.getLogger(Requester.class);

    private final Destination destination;
    private final QuotaWindow quota;
    private final Gate gate;
    private final PatientOutbox outbox;
    private final Surroundings surroundings;

    Requester(Destination destination, QuotaWindow quota, Gate gate, PatientOutbox outbox, Surroundings surroundings) {
        this.destination = destination;
        this.quota = quota;
        this.gate = gate;
        this.outbox = outbox;
        this.surroundings = surroundings;
    }

    /** The answer; empty if nothing was sent because the lane was paused, closed or sent to rest meanwhile. */
    Optional<Outcome> send(List<Lease> events) {
        if (!acquire()) {
            return Optional.empty();
        }
        if (!outbox.noteRequest(now())) {
            quota.cancelled();
            return Optional.empty();
        }
        Outcome outcome = answer(events);
        quota.learn(outcome.quota());
        quota.replied(now());
        // The gate knows before anybody is woken, so that no request follows one that was told to stop.
        gate.answered(outcome, now());
        surroundings.bell().ring();
        return Optional.of(outcome);
    }

    private boolean acquire() {
        while (gate.isOpen(now())) {
            long strokes = surroundings.bell().strokes();
            if (quota.tryAcquire(now())) {
                return true;
            }
            surroundings.bell().await(strokes, atLeastATick(quota.untilFree(now())));
        }
        return false;
    }

    /** A destination must not throw; if it does, the events are none the worse for it. */
    private Outcome answer(List<Lease> events) {
        try {
            return destination.send(events);
        } catch (RuntimeException e) {
            LOG.error("Destination threw instead of telling an outcome", e);
            return new Outcome.TryLater(Outcome.Scope.BATCH, Duration.ZERO, "internal error", QuotaSeen.NONE);
        }
    }

    private static Duration atLeastATick(Duration wait) {
        return wait.isPositive() ? wait : Duration.ofMillis(1);
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
