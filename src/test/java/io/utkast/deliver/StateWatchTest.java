package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.LogLines;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lane says of itself, and when it says so in the log. */
class StateWatchTest {
    private final LaneDriver driver = new LaneDriver();

    @Test
    void logsEachChangeOnce() {
        try (LogLines log = LogLines.of(StateWatch.class)) {
            driver.state();
            driver.lane.pause();
            driver.state();
            driver.state();
            driver.lane.resume();
            driver.state();

            assertThat(log.lines())
                    .containsExactly(
                            "Lane changed portal=acme from=idle to=paused",
                            "Lane changed portal=acme from=paused to=idle");
        }
    }

    @Test
    void keepsTheUsualOutOfTheLog() {
        try (LogLines log = LogLines.of(StateWatch.class)) {
            startPass();
            assertThat(driver.state()).isEqualTo(LaneState.DELIVERING);
            driver.answer();
            driver.step();
            assertThat(driver.state()).isEqualTo(LaneState.IDLE);

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void logsTheWayFromTheUsualToTroubleAndBack() {
        try (LogLines log = LogLines.of(StateWatch.class)) {
            startPass();
            driver.state();
            driver.lane.pause();
            driver.state();
            driver.lane.resume();
            driver.state();

            assertThat(log.lines())
                    .containsExactly(
                            "Lane changed portal=acme from=delivering to=paused",
                            "Lane changed portal=acme from=paused to=delivering");
        }
    }

    @Test
    void tellsSinceWhenItIsSo() {
        driver.clock.advance(Duration.ofMinutes(5));
        assertThat(driver.lane.status().since()).isEqualTo(MutableClock.START);

        driver.lane.pause();
        driver.state();
        driver.clock.advance(Duration.ofMinutes(5));

        assertThat(driver.lane.status().since()).isEqualTo(MutableClock.START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void tellsThatTheOutboxFails() {
        driver.outbox.failNext(1);
        List<LaneStatus> seen = lookDuringTheNextWait();

        driver.step();

        assertThat(seen).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(LaneState.WAITING);
            assertThat(status.reason()).isEqualTo("the outbox fails: take");
        });
        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void whatAnOperatorDidComesBeforeAFailingOutbox() {
        driver.outbox.failNext(1);
        List<LaneState> seen = new ArrayList<>();
        driver.duringTheNextWait(() -> {
            driver.lane.pause();
            seen.add(driver.state());
        });

        driver.step();

        assertThat(seen).containsExactly(LaneState.PAUSED);
    }

    @Test
    void missingCredentialsComeBeforeHeldEvents() {
        hold();

        driver.lane.unauthorized("connect it");

        assertThat(driver.state()).isEqualTo(LaneState.UNAUTHORIZED);
    }

    @Test
    void heldEventsComeBeforeABackOff() {
        hold();
        driver.queue(List.of(QueuedEvents.of(QueuedEvents.SIGN_UP, 1)));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofHours(1)));

        driver.step();

        assertThat(driver.destination.requests()).hasSize(2);
        assertThat(driver.state()).isEqualTo(LaneState.HELD);
    }

    /** One request in ten seconds, and a head start of 90: at 18:00, three quarters and those 90 may have been sent. */
    @Test
    void tellsOfTheDailyQuotaOnceItMakesForFiveSeconds() {
        LaneDriver daily = new LaneDriver(LaneSettings.of(
                QueuedEvents.ACME,
                100,
                Duration.ofMillis(500),
                new LaneSettings.Quota(110, Duration.ofSeconds(10), 0, new LaneSettings.Daily(8_640, ZoneOffset.UTC))));
        for (int sent = 0; sent < 6_480 + 90 - 1; sent++) {
            daily.outbox.noteRequest(QueuedEvents.ACME, MutableClock.START);
        }
        daily.clock.advance(Duration.ofHours(9).minusSeconds(5));

        daily.restart();

        assertThat(daily.state()).isEqualTo(LaneState.RATE_LIMITED);
        assertThat(daily.lane.status().reason())
                .isEqualTo("the daily quota is spread over the day, next request in 5 s");
        daily.clock.advance(Duration.ofMillis(1));
        assertThat(daily.state()).isEqualTo(LaneState.IDLE);
    }

    private void startPass() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.letRequestsStayUnderWay();
        driver.step();
    }

    private void hold() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> new Outcome.Misdirected("404", QuotaSeen.NONE));
        driver.step();
        assertThat(driver.state()).isEqualTo(LaneState.HELD);
    }

    private List<LaneStatus> lookDuringTheNextWait() {
        List<LaneStatus> seen = new ArrayList<>();
        driver.duringTheNextWait(() -> seen.add(driver.lane.status()));
        return seen;
    }
}
