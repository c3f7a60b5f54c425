package io.utkast.deliver;

import io.utkast.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Delivers one portal's events from the outbox to the destination. No lane knows of another, so none can slow another.
 *
 * <p>Thread-safe. Everything it does, it does on threads of its own executor.
 */
public final class Lane {
    private final LaneSettings settings;
    private final Outbox arrivals;
    private final Surroundings surroundings;
    private final Dispatcher.Parts parts;
    private final Dispatcher dispatcher;
    private volatile boolean running;

    /** A lane on virtual threads. */
    public static Lane of(LaneSettings settings, Outbox outbox, Destination destination, Clock clock) {
        Thread.Builder threads = Thread.ofVirtual().name("lane-" + settings.portal() + "-", 0);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        return new Lane(settings, outbox, destination, new Surroundings(clock, new Bell(), threads::start, random));
    }

    Lane(LaneSettings settings, Outbox outbox, Destination destination, Surroundings surroundings) {
        this.settings = settings;
        this.arrivals = outbox;
        this.surroundings = surroundings;
        LaneSettings.Retry retry = settings.retry();
        Backoff backoff = new Backoff(retry.base(), retry.maximum(), surroundings.random());
        Backoff probes = new Backoff(retry.base(), retry.probe(), surroundings.random());
        Gate gate = new Gate(probes, settings.maxInFlight());
        PatientOutbox patient = new PatientOutbox(outbox, settings.portal(), surroundings, backoff, gate);
        Refusals refusals = new Refusals(settings.holding(), kind -> destination.target(kind.site(), kind.type()));
        Governor quota = new Governor(settings.quota());
        Tally tally = new Tally();
        Settling settling = new Settling(patient, refusals, tally, backoff, surroundings.clock());
        this.parts = new Dispatcher.Parts(
                patient,
                quota,
                gate,
                refusals,
                new Requester(destination, quota, gate, patient, surroundings),
                settling,
                new Arranger(settings, destination, refusals, settling, surroundings.clock()),
                tally,
                new StateWatch(settings, gate, refusals, patient, quota),
                new Keeper(patient, gate, quota, refusals));
        this.dispatcher = new Dispatcher(settings, surroundings, parts);
        parts.watch().look(surroundings.clock().instant());
    }

    /** Begins to deliver; call it once. */
    public void start() {
        arrivals.onArrival(settings.portal(), surroundings.bell()::arrived);
        running = true;
        try {
            surroundings.executor().execute(this::run);
        } catch (RuntimeException | Error e) {
            running = false;
            surroundings.bell().ring();
            throw e;
        }
    }

    private void run() {
        try {
            dispatcher.run();
        } finally {
            running = false;
            surroundings.bell().ring();
        }
    }

    /**
     * Takes nothing more and waits until all that is under way is answered and settled.
     *
     * @return false if the time was not enough; what is not settled then is sent again, with the same ids, by the next
     *     process
     */
    public boolean close(Duration limit) {
        parts.gate().close();
        surroundings.bell().ring();
        Instant end = now().plus(limit);
        while (running || parts.tally().inFlight.get() > 0) {
            Bell.Strokes strokes = surroundings.bell().strokes();
            Duration left = Duration.between(now(), end);
            if (!left.isPositive()) {
                return false;
            }
            if (running || parts.tally().inFlight.get() > 0) {
                surroundings.bell().awaitChange(strokes, left);
            }
        }
        parts.settling().giveBack(parts.refusals().abandon());
        return true;
    }

    /**
     * Sends nothing until {@link #resume}, after a restart neither; requests under way are answered and settled. Returns
     * once that is durable.
     */
    public void pause() {
        parts.gate().pause();
        parts.keeper().keep(now());
        surroundings.bell().ring();
    }

    /** Ends a pause. Returns once that is durable. */
    public void resume() {
        // Before the wish: a pause that is read later would undo it.
        parts.keeper().restore(now());
        parts.gate().resume();
        parts.keeper().keep(now());
        surroundings.bell().ring();
    }

    /** Rests from the start on: it is known that the credentials do not serve. */
    public void unauthorized(String why) {
        parts.gate().answered(new Outcome.Unauthorized(why, QuotaSeen.NONE), now());
        surroundings.bell().ring();
    }

    /** New credentials are there: ends the rest for the lack of them at once. */
    public void authorized() {
        parts.keeper().restore(now());
        parts.gate().authorized();
        surroundings.bell().ring();
    }

    /** Tries all held events again, as an operator wishes; blocks until they are due and tells their number. */
    public int release() {
        parts.keeper().restore(now());
        parts.refusals().forgetHolds();
        parts.keeper().keep(now());
        int released = parts.outbox().release();
        surroundings.bell().ring();
        return released;
    }

    /** What the lane does at this moment. */
    public LaneStatus status() {
        Instant now = now();
        StateWatch.Seen seen = parts.watch().look(now);
        Tally tally = parts.tally();
        return new LaneStatus(
                seen.condition().state(),
                seen.condition().reason(),
                seen.since(),
                tally.requests.sum(),
                tally.byAnswer(),
                tally.delivered.sum(),
                tally.throughput.perSecond(now),
                tally.eventsPerRequest(),
                parts.quota().use(now),
                tally.delays.summary(),
                tally.inFlight.get());
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
