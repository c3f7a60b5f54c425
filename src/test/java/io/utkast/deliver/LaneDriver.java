package io.utkast.deliver;

import io.utkast.event.QueuedEvent;
import io.utkast.support.FakeOutbox;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A lane on one thread and in its own time: each wait moves the clock, each pass runs at once. */
final class LaneDriver {
    private static final int MAXIMUM_STEPS = 20_000;

    final MutableClock clock = new MutableClock();
    final FakeOutbox outbox = new FakeOutbox(clock);
    final ScriptedDestination destination = new ScriptedDestination();
    private final LaneSettings settings;
    private final Surroundings surroundings;
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private @Nullable Runnable meanwhile;
    private @Nullable Error noThread;
    private boolean together;
    private int waits;
    final Bell bell = new Bell() {
        @Override
        void await(Strokes seen, Duration limit) {
            pass(limit);
        }

        @Override
        void awaitChange(Strokes seen, Duration limit) {
            pass(limit);
        }
    };
    Lane lane;

    LaneDriver() {
        this(settings());
    }

    LaneDriver(LaneSettings settings) {
        this.settings = settings;
        surroundings = new Surroundings(clock, bell, this::execute, new Random(7));
        lane = new Lane(settings, outbox, destination, surroundings);
        lane.dispatcher().prepare();
    }

    /** A lane of the next process: it knows nothing but what is in the outbox. */
    void restart() {
        boot();
        lane.dispatcher().prepare();
    }

    /** A lane of the next process that did not read anything yet. */
    void boot() {
        outbox.restart();
        lane = new Lane(settings, outbox, destination, surroundings);
    }

    static LaneSettings settings() {
        return LaneSettings.of(
                QueuedEvents.ACME,
                100,
                Duration.ofMillis(500),
                new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1));
    }

    void queue(List<QueuedEvent> events) {
        outbox.append(events);
    }

    private void pass(Duration time) {
        waits++;
        Runnable now = meanwhile;
        meanwhile = null;
        if (now != null) {
            now.run();
        }
        clock.advance(time);
    }

    /** Happens during the next wait of the lane, before its time is over. */
    void duringTheNextWait(Runnable happening) {
        if (meanwhile != null) {
            throw new IllegalStateException("something else happens then already");
        }
        meanwhile = happening;
    }

    /** How often the lane waited. */
    int waits() {
        return waits;
    }

    /** The next pass finds no thread. */
    void refuseAThread(Error why) {
        noThread = why;
    }

    private void execute(Runnable pass) {
        Error refusal = noThread;
        if (refusal != null) {
            noThread = null;
            throw refusal;
        }
        if (together) {
            underWay.add(pass);
        } else {
            pass.run();
        }
    }

    /** From now on, requests stay under way until {@link #answer}. */
    void letRequestsStayUnderWay() {
        together = true;
    }

    int underWay() {
        return underWay.size();
    }

    /** Ends what is under way. */
    void answer() {
        int passes = underWay.size();
        for (int i = 0; i < passes; i++) {
            answerOldest();
        }
    }

    /** Ends the oldest of what is under way. */
    void answerOldest() {
        underWay.remove().run();
    }

    void step() {
        lane.dispatcher().step();
    }

    /** Steps until the condition holds. */
    void until(BooleanSupplier reached) {
        for (int steps = 0; !reached.getAsBoolean(); steps++) {
            if (steps == MAXIMUM_STEPS) {
                throw new AssertionError("not reached; lane is " + lane.status());
            }
            step();
        }
    }

    /** Steps until the time has passed. */
    void during(Duration time) {
        var end = clock.instant().plus(time);
        until(() -> !clock.instant().isBefore(end));
    }

    LaneState state() {
        return lane.status().state();
    }
}
