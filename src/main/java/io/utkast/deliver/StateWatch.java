package io.utkast.deliver;

import io.utkast.event.PortalKey;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Knows the lane's state, since when, and says so in the log when it changes. */
final class StateWatch {
    private static final Logger LOG = Logger.getLogger(StateWatch.class);

    private final PortalKey portal;
    private final Gate gate;
    private final Refusals refusals;
    private final PatientOutbox outbox;
    private volatile boolean idle = true;
    private LaneState state = LaneState.IDLE;
    private Instant since;

    /** The state at one moment. */
    record Seen(Gate.Condition condition, Instant since) {}

    StateWatch(PortalKey portal, Gate gate, Refusals refusals, PatientOutbox outbox, Instant start) {
        this.portal = portal;
        this.gate = gate;
        this.refusals = refusals;
        this.outbox = outbox;
        this.since = start;
    }

    void idle(boolean nothingToDo) {
        this.idle = nothingToDo;
    }

    synchronized Seen look(Instant now) {
        Gate.Condition condition = condition(now);
        if (condition.state() != state) {
            boolean usual = isUsual(state) && isUsual(condition.state());
            LOG.logf(
                    usual ? Logger.Level.DEBUG : Logger.Level.INFO,
                    "Lane changed portal=%s from=%s to=%s",
                    portal,
                    state.code(),
                    condition.state().code());
            state = condition.state();
            since = now;
        }
        return new Seen(condition, since);
    }

    private static boolean isUsual(LaneState state) {
        return state == LaneState.IDLE || state == LaneState.DELIVERING;
    }

    /** What stops the whole lane comes before what stops a part of it. */
    private Gate.Condition condition(Instant now) {
        Optional<Gate.Condition> closed = gate.condition(now);
        if (closed.isPresent()
                && (closed.get().state() == LaneState.PAUSED || closed.get().state() == LaneState.UNAUTHORIZED)) {
            return closed.get();
        }
        return outbox.trouble()
                .map(why -> new Gate.Condition(LaneState.WAITING, why))
                .or(() -> refusals.whyHeld().map(why -> new Gate.Condition(LaneState.HELD, why)))
                .or(() -> closed)
                .orElseGet(() -> new Gate.Condition(idle ? LaneState.IDLE : LaneState.DELIVERING, null));
    }
}
