package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.support.FakeOutbox;
import io.utkast.support.LogLines;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LanesTest {
    private static final PortalKey ACME = QueuedEvents.ACME;
    private static final PortalKey ZETA = new PortalKey("zeta");
    private static final Duration LIMIT = Duration.ofMillis(5);
    private static final Duration ENOUGH = Duration.ofSeconds(60);

    private final MutableClock clock = new MutableClock();
    private final List<Runnable> started = new ArrayList<>();
    private final Map<PortalKey, Lane> all = Map.of(ZETA, lane(ZETA), ACME, lane(ACME));
    private final Lanes lanes = new Lanes(all);

    @Test
    void startsEachLane() {
        lanes.start();

        assertThat(started).hasSize(2);
    }

    @Test
    void findsALaneByItsPortal() {
        assertThat(lanes.portals()).containsExactlyInAnyOrder(ACME, ZETA);
        assertThat(lanes.of(ZETA)).containsSame(all.get(ZETA));
        assertThat(lanes.of(new PortalKey("other"))).isEmpty();
    }

    @Test
    void tellsWhatEachLaneDoesInTheOrderOfPortals() {
        lanes.of(ZETA).orElseThrow().pause();

        assertThat(lanes.statuses().keySet()).containsExactly(ACME, ZETA);
        assertThat(lanes.statuses().values())
                .extracting(LaneStatus::state)
                .containsExactly(LaneState.IDLE, LaneState.PAUSED);
    }

    @Test
    void saysNothingOfLanesThatCloseInTime() {
        lanes.start();
        // They close once their loops end, which do so when they see the closed gate.
        Thread.ofVirtual().start(() -> started.forEach(Runnable::run));

        try (LogLines log = LogLines.of(Lanes.class)) {
            lanes.close(ENOUGH);

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void namesTheLanesThatDoNotCloseInTime() {
        lanes.start();

        try (LogLines log = LogLines.of(Lanes.class)) {
            lanes.close(LIMIT);

            assertThat(log.lines())
                    .containsExactlyInAnyOrder(
                            "lane not settled in time portal=acme limit=PT0.005S",
                            "lane not settled in time portal=zeta limit=PT0.005S");
        }
    }

    @Test
    void passesAnInterruptOn() {
        lanes.start();
        Thread.currentThread().interrupt();

        lanes.close(ENOUGH);

        // Asking for it also takes it away from the tests that follow.
        assertThat(Thread.interrupted()).isTrue();
        started.forEach(Runnable::run);
    }

    private static Duration inReality(Duration limit) {
        return Waits.shorter(limit, LIMIT);
    }

    /** A lane whose loop does not run by itself, and whose waits take some real milliseconds. */
    private Lane lane(PortalKey portal) {
        Bell bell = new Bell() {
            @Override
            void awaitChange(Strokes seen, Duration limit) {
                super.awaitChange(seen, inReality(limit));
                clock.advance(inReality(limit));
            }

            @Override
            void await(Strokes seen, Duration limit) {
                super.await(seen, inReality(limit));
                clock.advance(inReality(limit));
            }
        };
        return new Lane(
                LaneSettings.of(
                        portal, 100, Duration.ofMillis(500), new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1)),
                new FakeOutbox(clock),
                new ScriptedDestination(),
                new Surroundings(clock, bell, started::add, new Random(7)));
    }
}
