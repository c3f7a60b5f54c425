package io.utkast.deliver;

import io.utkast.event.PortalKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Knows the lane's state, since when, and says so in the log when it changes. */
final class StateWatch {
    private static final Logger LOG = Logger.getLogger(StateWatch.class);

    private static final Duration WORTH_TELLING = Duration.ofSeconds(5);

    private final PortalKey portal;
    private final Gate gate;
    private final Refusals refusals;
    private final PatientOutbox outbox;
    private final Governor quota;
    private volatile boolean idle = true;
    private LaneState state = LaneState.IDLE;
    /** Set by the first look, when the lane is made. */
    private Instant since = Instant.MIN;

    /** The state at one moment. */
    record Seen(Gate.Condition condition, Instant since) {}

    StateWatch(LaneSettings settings, Gate gate, Refusals refusals, PatientOutbox outbox, Governor quota) {
        this.portal = settings.portal();
        this.gate = gate;
        this.refusals = refusals;
        this.outbox = outbox;
        this.quota = quota;
    }

    void idle(boolean nothingToDo) {
        this.idle = nothingToDo;
    }

    synchronized Seen look(Instant now) {
        if (since.equals(Instant.MIN)) {
            since = now;
        }
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
                .or(() -> paced(now))
                .orElseGet(() -> new Gate.Condition(idle ? LaneState.IDLE : LaneState.DELIVERING, null));
    }

    /** Shorter waits are everyday. */
    private Optional<Gate.Condition> paced(Instant now) {
        Duration wait = quota.untilPaceAllows(now);
        return wait.compareTo(WORTH_TELLING) < 0
                ? Optional.empty()
                : Optional.of(new Gate.Condition(
                        LaneState.RATE_LIMITED,
                        "the daily quota is spread over the day, next request in " + wait.toSeconds() + " s"));
    }
}
