package io.utkast.deliver;

import io.utkast.outbox.Lease;
import io.utkast.outbox.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The lane's loop: waits until something may be sent, takes a batch, lets it fill, and starts a pass with it. */
final class Dispatcher {
    private static final Duration AFTER_A_STUMBLE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int LOOKS_WHILE_LINGERING = 10;

    private final LaneSettings settings;
    private final Surroundings surroundings;
    private final Parts lane;

    /** What the lane is made of. */
    record Parts(
            PatientOutbox outbox,
            Governor quota,
            Gate gate,
            Refusals refusals,
            Requester requester,
            Settling settling,
            Arranger arranger,
            Tally tally,
            StateWatch watch,
            Keeper keeper) {}

    Dispatcher(LaneSettings settings, Surroundings surroundings, Parts lane) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.lane = lane;
    }

    /** Runs until the gate closes; no failure ends it. */
    void run() {
        boolean prepared = false;
        while (!lane.gate().isClosed()) {
            try {
                if (!prepared) {
                    prepare();
                    prepared = true;
                }
                step();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "Lane stumbled portal=%s", settings.portal());
                bell().awaitChange(bell().strokes(), AFTER_A_STUMBLE);
            }
        }
    }

    /** Takes over from the process before this one, and tries anew what it held: of a held kind, one event first. */
    void prepare() {
        lane.keeper().restore(now());
        int released = lane.outbox().release();
        if (released > 0) {
            LOG.infof("Trying held events again portal=%s events=%d", settings.portal(), released);
        }
    }

    /** One turn of the loop: either waits a while or starts a pass. */
    void step() {
        Bell.Strokes strokes = bell().strokes();
        // Asked once the strokes are counted: the one of an end that came before would not be heard again.
        if (lane.gate().isClosed()) {
            return;
        }
        lane.settling().expire();
        lane.watch().look(now());
        Duration wait = untilMayTake(now());
        if (wait.isPositive() || !lane.quota().tryAcquire(now())) {
            // New events change nothing about that.
            bell().awaitChange(strokes, atMostUntilExpiry(wait));
            return;
        }
        if (lane.refusals().wishForProbe(now())) {
            lane.outbox().release(1);
        }
        Instant before = now();
        if (!takeAndStart()) {
            Duration wish = untilNext(lane.refusals().nextWish());
            Duration next = Waits.shorter(untilNextDue(before), wish);
            bell().await(strokes, atMostUntilExpiry(next));
        }
    }

    /**
     * Takes a batch and starts a pass with it; says whether there was anything to take. The slot of the quota is there
     * before: events that waited for one in the lane's hands would miss the company of those that come meanwhile.
     */
    private boolean takeAndStart() {
        List<Part> parts = List.of();
        try {
            List<Lease> batch = gather();
            parts = batch.isEmpty() ? List.of() : lane.arranger().arrange(batch);
            return !batch.isEmpty();
        } finally {
            if (parts.isEmpty()) {
                lane.quota().cancelled();
            } else {
                start(parts);
            }
        }
    }

    /** What is held in doubt expires; then there may be something to do. */
    private Duration atMostUntilExpiry(Duration wait) {
        Duration expiry = untilNext(lane.refusals().nextExpiry());
        return Waits.shorter(Waits.atLeastATick(Waits.shorter(wait, expiry)), Waits.A_LONG_WHILE);
    }

    private Duration untilNext(Optional<Instant> time) {
        return time.map(next -> Duration.between(now(), next)).orElse(Waits.A_LONG_WHILE);
    }

    /** An idle lane costs nothing: it sleeps until an event comes due by time, or the outbox rings for a new one. */
    private Duration untilNextDue(Instant before) {
        Duration due = Waits.atLeastATick(Duration.between(now(), lane.outbox().nextDue(before)));
        Duration late = lane.quota().untilFreeForLate(now());
        return late.isPositive() ? Waits.shorter(due, late) : due;
    }

    private Duration untilMayTake(Instant now) {
        if (lane.tally().inFlight.get() >= lane.gate().inFlight()) {
            return Waits.A_LONG_WHILE;
        }
        Duration gate = lane.gate().untilOpen(now);
        Duration quota = lane.quota().untilFree(now);
        return gate.compareTo(quota) > 0 ? gate : quota;
    }

    private List<Lease> gather() {
        boolean probing = lane.gate().isProbing();
        int limit = probing ? 1 : settings.batchSize();
        Wanted wanted = lane.quota().wanted(now());
        List<Lease> batch = new ArrayList<>(lane.outbox().take(limit, wanted));
        lane.watch().idle(batch.isEmpty() && lane.tally().inFlight.get() == 0);
        if (batch.isEmpty() || probing) {
            return batch;
        }
        try {
            fill(batch, limit, wanted);
        } catch (RuntimeException | Error e) {
            lane.settling().giveBack(batch);
            throw e;
        }
        return batch;
    }

    /** Lets the batch fill for a while. */
    private void fill(List<Lease> batch, int limit, Wanted wanted) {
        Instant deadline = oldest(batch).plus(settings.linger());
        Duration look = settings.linger().dividedBy(LOOKS_WHILE_LINGERING);
        while (batch.size() < limit && now().isBefore(deadline) && lane.gate().isOpen(now())) {
            Duration left = Duration.between(now(), deadline);
            // Through all arrivals: looking at each would cost one query per event under load.
            surroundings.pause(Waits.shorter(left, look), () -> lane.gate().isOpen(now()));
            batch.addAll(lane.outbox().take(limit - batch.size(), wanted));
        }
    }

    private static Instant oldest(List<Lease> batch) {
        return batch.stream()
                .map(lease -> lease.event().acceptedAt())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The slot of the quota goes to the pass. */
    private void start(List<Part> parts) {
        Pass pass = new Pass(lane.requester(), lane.settling(), lane.refusals(), lane.tally(), parts);
        lane.tally().inFlight.incrementAndGet();
        try {
            surroundings.executor().execute(() -> run(pass));
        } catch (RuntimeException | Error e) {
            // No thread to be had: the events are taken again when there is one.
            lane.tally().inFlight.decrementAndGet();
            pass.abandon();
            throw e;
        }
    }

    private void run(Pass pass) {
        try {
            pass.run();
            lane.keeper().keep(now());
        } catch (RuntimeException | Error e) {
            pass.abandon();
            LOG.errorf(e, "Pass broke off, its events are tried again portal=%s", settings.portal());
        } finally {
            lane.tally().inFlight.decrementAndGet();
            bell().ring();
        }
    }

    private Bell bell() {
        return surroundings.bell();
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
