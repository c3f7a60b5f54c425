package io.utkast.deliver;

import io.utkast.outbox.LaneMemory;
import java.time.Instant;

/** Keeps the lane's state in the outbox, so that it survives a restart; writes only when it changed. */
final class Keeper {
    private final PatientOutbox outbox;
    private final Gate gate;
    private final Governor quota;
    private final Refusals refusals;
    private LaneMemory kept = LaneMemory.NOTHING;

    Keeper(PatientOutbox outbox, Gate gate, Governor quota, Refusals refusals) {
        this.outbox = outbox;
        this.gate = gate;
        this.quota = quota;
        this.refusals = refusals;
    }

    /** Brings back what the process before this one kept. */
    synchronized void restore(Instant now) {
        kept = outbox.memory();
        gate.restore(kept, now);
        refusals.restore(kept.held(), now);
        quota.prepare(outbox, kept, now);
    }

    /** Returns once the state is durable. */
    synchronized void keep() {
        LaneMemory current =
                new LaneMemory(gate.isPaused(), gate.rest(), gate.fault(), quota.learnt(), refusals.holds());
        if (!current.equals(kept) && outbox.remember(current)) {
            kept = current;
        }
    }
}
