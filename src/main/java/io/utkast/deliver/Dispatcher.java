package io.utkast.deliver;

import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** The lane's loop: waits until something may be sent, takes a batch, lets it fill, and starts a pass with it. */
final class Dispatcher {
    /** The most the loop waits before it looks again: the outbox does not ring for events that come due by time. */
    static final Duration A_WHILE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int LOOKS_WHILE_LINGERING = 10;

    private final LaneSettings settings;
    private final Surroundings surroundings;
    private final Parts lane;

    /** What the lane is made of. */
    record Parts(
            Destination destination,
            PatientOutbox outbox,
            QuotaWindow quota,
            Gate gate,
            Refusals refusals,
            Requester requester,
            Settling settling,
            Tally tally,
            StateWatch watch) {}

    Dispatcher(LaneSettings settings, Surroundings surroundings, Parts lane) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.lane = lane;
    }

    /** Runs until the gate closes; no failure ends it. */
    void run() {
        prepare();
        while (!lane.gate().isClosed()) {
            try {
                step();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "Lane stumbled portal=%s", settings.portal());
                bell().await(bell().strokes(), A_WHILE);
            }
        }
    }

    /** Takes over the quota that the process before this one used, and tries anew what it held. */
    void prepare() {
        Duration back = settings.quota().per().plus(QuotaWindow.MARGIN).plus(QuotaWindow.TRAVEL);
        lane.quota().seed(lane.outbox().requestsSince(now().minus(back)), now());
        int released = lane.outbox().release();
        if (released > 0) {
            LOG.infof("Trying held events again portal=%s events=%d", settings.portal(), released);
        }
    }

    /** One turn of the loop: either waits a while or starts a pass. */
    void step() {
        long strokes = bell().strokes();
        lane.settling().expire();
        lane.watch().look(now());
        Duration wait = untilMayTake(now());
        if (wait.isPositive()) {
            bell().await(strokes, wait.compareTo(A_WHILE) < 0 ? wait : A_WHILE);
            return;
        }
        if (lane.refusals().wishForProbe(now())) {
            lane.outbox().release(1);
        }
        List<Lease> batch = gather();
        if (batch.isEmpty()) {
            bell().await(strokes, A_WHILE);
        } else {
            start(batch);
        }
    }

    private Duration untilMayTake(Instant now) {
        int allowed = lane.gate().isProbing() ? 1 : settings.maxInFlight();
        if (lane.tally().inFlight.get() >= allowed) {
            return A_WHILE;
        }
        Duration gate = lane.gate().untilOpen(now);
        Duration quota = lane.quota().untilFree(now);
        return gate.compareTo(quota) > 0 ? gate : quota;
    }

    private List<Lease> gather() {
        boolean probing = lane.gate().isProbing();
        int limit = probing ? 1 : settings.batchSize();
        List<Lease> batch = new ArrayList<>(lane.outbox().take(limit));
        lane.watch().idle(batch.isEmpty() && lane.tally().inFlight.get() == 0);
        if (batch.isEmpty() || probing) {
            return batch;
        }
        Instant deadline = oldest(batch).plus(settings.linger());
        Duration look = settings.linger().dividedBy(LOOKS_WHILE_LINGERING);
        while (batch.size() < limit && now().isBefore(deadline) && lane.gate().isOpen(now())) {
            Duration left = Duration.between(now(), deadline);
            waitFor(left.compareTo(look) < 0 ? left : look);
            batch.addAll(lane.outbox().take(limit - batch.size()));
        }
        return batch;
    }

    /** Waits through all ringing: looking at each arrival would cost one query per event under load. */
    private void waitFor(Duration time) {
        Instant end = now().plus(time);
        while (now().isBefore(end) && lane.gate().isOpen(now())) {
            bell().await(bell().strokes(), Duration.between(now(), end));
        }
    }

    private static Instant oldest(List<Lease> batch) {
        return batch.stream()
                .map(lease -> lease.event().acceptedAt())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Settles what must not or cannot be sent, and sets apart what has to go alone. */
    private List<Part> arrange(List<Lease> batch) {
        List<Part> parts = new ArrayList<>();
        List<Lease> together = new ArrayList<>();
        List<Settlement> unsent = new ArrayList<>();
        for (Lease lease : sendable(batch, unsent)) {
            Kind kind = Kind.of(lease.event());
            switch (lane.refusals().admit(kind, now())) {
                case PROBE -> parts.add(Part.probe(lease));
                case HOLD ->
                    unsent.add(new Settlement.Held(
                            lease, lane.refusals().whyHeld(kind).orElse("held")));
                case SEND -> {
                    if (lease.attempts() >= settings.retry().aloneAfter()) {
                        parts.add(Part.of(List.of(lease)));
                    } else {
                        together.add(lease);
                    }
                }
            }
        }
        lane.settling().settle(unsent);
        if (!together.isEmpty()) {
            parts.add(Part.of(together));
        }
        return parts;
    }

    private List<Lease> sendable(List<Lease> batch, List<Settlement> unsent) {
        List<Lease> sendable = new ArrayList<>();
        Set<String> obstacles = new TreeSet<>();
        for (Lease lease : batch) {
            Optional<String> obstacle = lane.destination().obstacle(lease.event());
            if (obstacle.isPresent()) {
                unsent.add(new Settlement.Held(lease, obstacle.get()));
                obstacles.add(obstacle.get());
            } else {
                lane.destination()
                        .flaw(lease.event())
                        .ifPresentOrElse(
                                cause -> unsent.add(new Settlement.Dead(lease, cause)), () -> sendable.add(lease));
            }
        }
        obstacles.forEach(why -> LOG.warnf("Events are held portal=%s reason=\"%s\"", settings.portal(), why));
        return sendable;
    }

    private void start(List<Lease> batch) {
        List<Part> parts;
        try {
            parts = arrange(batch);
        } catch (RuntimeException e) {
            lane.settling().giveBack(batch);
            throw e;
        }
        if (!parts.isEmpty()) {
            startPass(parts);
        }
    }

    private void startPass(List<Part> parts) {
        lane.tally().inFlight.incrementAndGet();
        surroundings.executor().execute(() -> {
            try {
                new Pass(lane.requester(), lane.settling(), lane.refusals(), lane.tally(), parts).run();
            } catch (RuntimeException e) {
                LOG.errorf(
                        e, "Pass broke off; its events are tried again after a restart portal=%s", settings.portal());
            } finally {
                lane.tally().inFlight.decrementAndGet();
                bell().ring();
            }
        });
    }

    private Bell bell() {
        return surroundings.bell();
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
