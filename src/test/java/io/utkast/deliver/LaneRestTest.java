package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a lane does while HubSpot asks for time, and when that is over. */
class LaneRestTest {
    private final LaneDriver driver = new LaneDriver();
    private final ScriptedDestination destination = driver.destination;

    @Test
    void restsWhenThePortalIsOverItsQuota() {
        driver.queue(QueuedEvents.pageViews(200));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.QUOTA, Duration.ofSeconds(7)));

        driver.step();
        assertThat(driver.state()).isEqualTo(LaneState.RATE_LIMITED);
        driver.step();

        assertThat(destination.requests()).hasSize(1);
        assertThat(driver.outbox.waiting())
                .allSatisfy(lease -> assertThat(lease.attempts()).isZero());
        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 200);
        assertThat(driver.clock.instant()).isAfterOrEqualTo(MutableClock.START.plusSeconds(7));
    }

    @Test
    void looksWithOneRequestWhetherALimitHasEnded() {
        driver.queue(QueuedEvents.pageViews(10_000));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.QUOTA, Duration.ofHours(1)));
        driver.letRequestsStayUnderWay();
        driver.step();
        driver.answer();

        driver.during(Duration.ofHours(2));
        assertThat(driver.underWay()).isEqualTo(1);
        driver.answer();
        assertThat(driver.state()).isEqualTo(LaneState.RATE_LIMITED);

        destination.answers(ScriptedDestination::yes);
        driver.during(Duration.ofHours(2));
        driver.answer();
        driver.during(Duration.ofMinutes(5));
        assertThat(driver.underWay()).isEqualTo(LaneSettings.DEFAULT_IN_FLIGHT);
    }

    @Test
    void sendsFewerRequestsAtOnceAfterALock() {
        driver.queue(QueuedEvents.pageViews(10_000));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.LOCKED, Duration.ofSeconds(2)));
        driver.letRequestsStayUnderWay();
        driver.during(Duration.ofMinutes(5));
        assertThat(driver.underWay()).isEqualTo(8);
        driver.answer();

        destination.answers(ScriptedDestination::yes);
        driver.during(Duration.ofMinutes(5));
        assertThat(driver.underWay()).isEqualTo(1);
        driver.answer();
        driver.during(Duration.ofMinutes(5));

        assertThat(driver.underWay()).isEqualTo(4);
    }

    @Test
    void waitsAsLongAsThePortalMoves() {
        driver.queue(QueuedEvents.pageViews(1));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofHours(24)));

        driver.step();
        destination.answers(ScriptedDestination::yes);
        driver.during(Duration.ofHours(23));

        assertThat(driver.state()).isEqualTo(LaneState.WAITING);
        assertThat(destination.requests()).hasSize(1);
        driver.until(() -> driver.outbox.delivered() == 1);
    }
}
