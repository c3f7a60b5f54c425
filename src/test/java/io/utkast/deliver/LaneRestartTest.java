package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a lane knows again after a restart, and how seldom it writes that. */
class LaneRestartTest {
    private final LaneDriver driver = new LaneDriver();

    @Test
    void staysPaused() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.lane.pause();

        driver.restart();
        driver.during(Duration.ofHours(1));

        assertThat(driver.state()).isEqualTo(LaneState.PAUSED);
        assertThat(driver.destination.requests()).isEmpty();
        driver.lane.resume();
        driver.restart();
        driver.until(() -> driver.outbox.delivered() == 1);
    }

    @Test
    void aPauseBeforeTheLaneHasReadWhatItKeptLosesNothingOfThat() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofHours(24)));
        driver.step();

        driver.boot();
        driver.lane.pause();
        driver.restart();
        assertThat(driver.state()).isEqualTo(LaneState.PAUSED);
        driver.lane.resume();

        assertThat(driver.state()).isEqualTo(LaneState.WAITING);
        driver.during(Duration.ofHours(1));
        assertThat(driver.destination.requests()).hasSize(1);
    }

    @Test
    void aResumeBeforeTheLaneHasReadThatItWasPausedIsObeyed() {
        driver.lane.pause();

        driver.boot();
        driver.lane.resume();
        driver.lane.dispatcher().prepare();

        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
        driver.restart();
        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void aReleaseBeforeTheLaneHasReadWhatItHeldIsObeyed() {
        driver.queue(QueuedEvents.pageViews(100));
        driver.destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);
        driver.destination.answers(ScriptedDestination::yes);

        driver.boot();
        driver.lane.release();
        driver.lane.dispatcher().prepare();
        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(100);
    }

    @Test
    void credentialsThatAreKnownToBeWrongComeBeforeAnOldFault() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ofMinutes(1)));
        driver.step();

        driver.boot();
        driver.lane.unauthorized("connect it");
        driver.lane.dispatcher().prepare();

        assertThat(driver.state()).isEqualTo(LaneState.UNAUTHORIZED);
    }

    @Test
    void aDiskThatCannotBeReadUntilTheEndLosesNothing() {
        driver.lane.pause();

        driver.boot();
        driver.lane.close(Duration.ZERO);
        driver.outbox.failNext(2);
        driver.lane.resume();
        driver.restart();

        assertThat(driver.state()).isEqualTo(LaneState.PAUSED);
    }

    @Test
    void restsAsLongAsHubSpotAskedFor() {
        driver.queue(QueuedEvents.pageViews(200));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofHours(24)));
        driver.step();
        Instant start = driver.clock.instant();
        driver.destination.answers(ScriptedDestination::yes);

        driver.restart();
        assertThat(driver.state()).isEqualTo(LaneState.WAITING);
        assertThat(driver.lane.status().reason()).isEqualTo("HubSpot answered 5xx");
        driver.until(() -> driver.outbox.delivered() == 200);

        assertThat(driver.clock.instant()).isAfterOrEqualTo(start.plus(Duration.ofHours(24)));
        assertThat(driver.destination.requests()).hasSize(3);
    }

    @Test
    void goesOnBackingOffFromASilentHubSpot() {
        driver.queue(QueuedEvents.pageViews(1_000));
        driver.destination.answers(batch -> ScriptedDestination.unauthorized());
        driver.during(Duration.ofMinutes(10));
        int before = driver.destination.requests().size();

        driver.restart();
        driver.during(Duration.ofMinutes(10));

        assertThat(driver.state()).isEqualTo(LaneState.UNAUTHORIZED);
        assertThat(driver.destination.requests().size() - before).isBetween(9, 11);
        assertThat(driver.destination.requests().subList(before, before + 9))
                .allSatisfy(request -> assertThat(request).hasSize(1));
    }

    @Test
    void buriesNothingOfAHeldKindThoughOneEventIsLeft() {
        driver.destination.answers(batch -> ScriptedDestination.no("bad"));
        for (int i = 0; i < 3; i++) {
            driver.queue(List.of(QueuedEvents.pageView(i)));
            driver.during(Duration.ofSeconds(20));
        }
        assertThat(driver.outbox.dead()).isEqualTo(2);
        assertThat(driver.outbox.held()).isEqualTo(1);

        driver.restart();
        driver.during(Duration.ofHours(2));

        assertThat(driver.state()).isEqualTo(LaneState.HELD);
        assertThat(driver.outbox.dead()).isEqualTo(2);
        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 1);
        driver.restart();
        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void triesOneEventOfAHeldKindFirst() {
        driver.queue(QueuedEvents.pageViews(100));
        driver.destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);
        int before = driver.destination.requests().size();

        driver.restart();
        driver.step();

        assertThat(driver.destination.requests()).hasSize(before + 1);
        assertThat(driver.destination.requests().getLast()).hasSize(1);
        assertThat(driver.outbox.held()).isEqualTo(100);
    }

    @Test
    void keepsTheLimitThatHubSpotTold() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(
                batch -> new Outcome.Delivered(Set.of(), new QuotaSeen(40, 39, Duration.ofSeconds(10))));
        driver.step();

        driver.restart();

        assertThat(driver.lane.status().quota().limit()).isEqualTo(40);
    }

    @Test
    void aReleaseForgetsWhatWasHeldForTheNextProcessToo() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> new Outcome.Misdirected("404", QuotaSeen.NONE));
        driver.until(() -> driver.state() == LaneState.HELD);

        driver.lane.release();
        driver.restart();

        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void aPauseWhileTheDiskCannotBeReadOverwritesNothing() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofHours(24)));
        driver.step();

        driver.boot();
        driver.lane.close(Duration.ZERO);
        driver.outbox.failNext(1);
        driver.lane.pause();
        driver.restart();

        assertThat(driver.state()).isEqualTo(LaneState.WAITING);
        assertThat(driver.outbox.memoriesWritten()).isEqualTo(1);
    }

    @Test
    void writesAPauseOnce() {
        driver.lane.pause();
        driver.lane.pause();

        assertThat(driver.outbox.memoriesWritten()).isEqualTo(1);
    }

    @Test
    void writesNothingInSteadyState() {
        for (int i = 0; i < 50; i++) {
            driver.queue(List.of(QueuedEvents.of(QueuedEvents.PAGE_VIEW, i, driver.clock.instant())));
            driver.during(Duration.ofSeconds(2));
        }

        assertThat(driver.outbox.delivered()).isEqualTo(50);
        assertThat(driver.outbox.memoriesWritten()).isZero();
    }

    @Test
    void writesSeldomDuringAnOutage() {
        driver.queue(QueuedEvents.pageViews(1_000));
        driver.destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ZERO));

        driver.during(Duration.ofHours(1));

        assertThat(driver.outbox.memoriesWritten())
                .isLessThanOrEqualTo(driver.destination.requests().size());
        Map<Answered, Long> answers = driver.lane.status().answers();
        assertThat(answers).containsEntry(Answered.LATER, (long)
                driver.destination.requests().size());
    }
}
