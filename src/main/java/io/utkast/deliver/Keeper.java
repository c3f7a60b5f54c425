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
    private boolean restored;

    Keeper(PatientOutbox outbox, Gate gate, Governor quota, Refusals refusals) {
        this.outbox = outbox;
        this.gate = gate;
        this.quota = quota;
        this.refusals = refusals;
    }

    /** Brings back what the process before this one kept, the first time; false if the lane closed before it was read. */
    synchronized boolean restore(Instant now) {
        if (!restored) {
            outbox.memory().ifPresent(memory -> restore(memory, now));
        }
        return restored;
    }

    private void restore(LaneMemory memory, Instant now) {
        kept = memory;
        gate.restore(memory, now);
        refusals.restore(memory.held(), now);
        quota.prepare(outbox, memory, now);
        restored = true;
    }

    /**
     * Returns once the state is durable. An operator may be quicker than the start of the lane: what the process before
     * kept is read first, lest it be overwritten unseen.
     */
    synchronized void keep(Instant now) {
        if (!restore(now)) {
            return;
        }
        LaneMemory current =
                new LaneMemory(gate.isPaused(), gate.rest(), gate.fault(), quota.learnt(), refusals.holds());
        if (!current.equals(kept) && outbox.remember(current)) {
            kept = current;
        }
    }
}
