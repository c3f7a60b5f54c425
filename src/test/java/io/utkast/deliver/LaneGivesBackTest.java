package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be sent or settled goes back: events to the outbox, slots to the quota. */
class LaneGivesBackTest {
    private static final LaneSettings.Quota DAILY =
            new LaneSettings.Quota(110, Duration.ofSeconds(10), 0.1, new LaneSettings.Daily(100_000, ZoneOffset.UTC));

    private final LaneDriver driver =
            new LaneDriver(LaneSettings.of(QueuedEvents.ACME, 100, Duration.ofMillis(500), DAILY));

    @Test
    void aPassThatIsPausedBeforeItsFirstRequestGivesBackEventsAndSlot() {
        driver.queue(QueuedEvents.pageViews(10));
        startPass();
        driver.lane.pause();

        driver.answer();

        assertThat(driver.destination.requests()).isEmpty();
        assertNothingKept();
    }

    @Test
    void aPassThatIsPausedMidwayGivesBackWhatItDidNotSend() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.destination.answers(batch -> {
            driver.lane.pause();
            return new Outcome.SplitAndRetry("413", QuotaSeen.NONE);
        });

        driver.step();

        assertThat(driver.destination.requests()).hasSize(1);
        assertThat(driver.outbox.waiting()).hasSize(10);
        assertNothingKept();
    }

    @Test
    void aPassWhoseKindCameToBeHeldGivesItsSlotBack() {
        startTwoPassesTheFirstOfWhichHoldsPageViews(List.of(QueuedEvents.pageView(2)));

        driver.answer();

        assertThat(driver.outbox.held()).isEqualTo(2);
        assertThat(driver.destination.requests()).hasSize(1);
        assertNothingKept();
    }

    @Test
    void aPassSendsNothingOfAVisitorWhoTookConsentBackMeanwhile() {
        driver.queue(QueuedEvents.pageViews(10));
        startPass();
        driver.outbox.revocations().revoke(QueuedEvents.pageView(0).visitor());

        driver.answer();

        assertThat(driver.destination.requests()).isEmpty();
        assertThat(driver.outbox.waiting()).isEmpty();
        assertNothingKept();
    }

    /** With a daily quota that may take hours. */
    @Test
    void aPassSendsNothingOfAVisitorWhoTookConsentBackWhileItWaitedForASlot() {
        LaneDriver slow = new LaneDriver(LaneSettings.of(
                QueuedEvents.ACME, 100, Duration.ZERO, new LaneSettings.Quota(1, Duration.ofSeconds(10), 0)));
        slow.queue(QueuedEvents.pageViews(2));
        slow.destination.answers(batch -> {
            slow.duringTheNextWait(() ->
                    slow.outbox.revocations().revoke(QueuedEvents.pageView(0).visitor()));
            return new Outcome.SplitAndRetry("413", QuotaSeen.NONE);
        });

        slow.step();

        assertThat(slow.destination.requests()).hasSize(1);
        assertThat(slow.outbox.waiting()).isEmpty();
        assertThat(slow.outbox.leased()).isZero();
        assertThat(slow.lane.status().quota().used())
                .as("the slot was given back")
                .isZero();
    }

    @Test
    void aPassThatBreaksOffBeforeItsFirstRequestGivesBackEventsAndSlot() {
        startTwoPassesTheFirstOfWhichHoldsPageViews(
                List.of(QueuedEvents.pageView(2), QueuedEvents.of(QueuedEvents.SIGN_UP, 3)));
        driver.answerOldest();
        // It settles the page view that is held now, and breaks off with the sign-up in its hands.
        driver.outbox.dieOnce(new StackOverflowError("a bug"));

        driver.answerOldest();

        assertThat(driver.destination.requests()).hasSize(1);
        assertNothingKept();
        driver.destination.answers(ScriptedDestination::yes);
        driver.step();
        driver.answer();
        assertThat(driver.outbox.delivered()).isEqualTo(1);
    }

    @Test
    void aPassThatBreaksOffKeepsTheEventsThatAreInDoubt() {
        driver.queue(List.of(QueuedEvents.pageView(1), QueuedEvents.of(QueuedEvents.SIGN_UP, 2)));
        driver.destination.answers(batch -> {
            if (batch.size() > 1) {
                return new Outcome.SplitAndRetry("413", QuotaSeen.NONE);
            }
            if (batch.getFirst().event().event().type().equals(QueuedEvents.PAGE_VIEW)) {
                return ScriptedDestination.no("bad");
            }
            driver.outbox.dieOnce(new StackOverflowError("a bug"));
            return ScriptedDestination.yes(batch);
        });

        driver.step();

        assertThat(driver.outbox.leased()).as("the page view in doubt").isEqualTo(1);
        driver.during(Duration.ofSeconds(11));
        assertThat(driver.outbox.dead()).isEqualTo(1);
    }

    @Test
    void aBatchThatFindsNoThreadGoesBack() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.refuseAThread(new OutOfMemoryError("no thread to be had"));

        assertThatThrownBy(driver::step).hasMessage("no thread to be had");

        assertNothingKept();
        driver.step();
        assertThat(driver.outbox.delivered()).isEqualTo(10);
    }

    @Test
    void aBatchThatBreaksOffWhileItFillsGoesBack() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.duringTheNextWait(() -> {
            throw new StackOverflowError("a bug");
        });

        assertThatThrownBy(driver::step).isInstanceOf(StackOverflowError.class);

        assertNothingKept();
    }

    @Test
    void aBatchThatCannotBeArrangedGoesBack() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.destination.obstructs(LaneGivesBackTest::bug);

        assertThatThrownBy(driver::step).isInstanceOf(IllegalStateException.class);

        assertNothingKept();
    }

    @Test
    void suspectsWhoseBurialBreaksOffGoBack() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.step();
        driver.clock.advance(Duration.ofSeconds(10));
        driver.outbox.dieOnce(new StackOverflowError("a bug"));

        assertThatThrownBy(driver::step).isInstanceOf(StackOverflowError.class);

        assertThat(driver.outbox.leased()).isZero();
        assertThat(driver.outbox.waiting()).hasSize(1);
    }

    @Test
    void openVerdictsGoBackIfTheLastControlIsToldToWait() {
        driver.queue(QueuedEvents.pageViews(4));
        driver.destination.answers(batch -> isControl(batch)
                ? ScriptedDestination.later(Outcome.Scope.QUOTA, Duration.ofSeconds(10))
                : ScriptedDestination.no("bad"));

        driver.step();

        assertThat(driver.outbox.held()).isZero();
        assertThat(driver.outbox.leased()).as("the two in doubt").isEqualTo(2);
    }

    @Test
    void openVerdictsGoBackIfTheLaneIsPausedBeforeTheControl() {
        driver.queue(QueuedEvents.pageViews(4));
        driver.destination.answers(batch -> {
            if (batch.size() == 1 && batch.getFirst().sequence() == 3) {
                driver.lane.pause();
            }
            return ScriptedDestination.no("bad");
        });

        driver.step();

        assertThat(driver.outbox.held()).isZero();
        assertThat(driver.outbox.leased()).as("the two in doubt").isEqualTo(2);
    }

    @Test
    void verdictsAreMadeWithoutTheControlIfItsAnswerTellsNothing() {
        driver.queue(QueuedEvents.pageViews(4));
        driver.destination.answers(batch ->
                isControl(batch) ? new Outcome.SplitAndRetry("413", QuotaSeen.NONE) : ScriptedDestination.no("bad"));

        driver.step();

        assertThat(driver.outbox.held()).isEqualTo(3);
        assertThat(driver.outbox.leased()).isZero();
    }

    /** Nothing is leased, and only what was sent counts against the quotas. */
    private void assertNothingKept() {
        int sent = driver.destination.requests().size();
        LaneStatus status = driver.lane.status();
        assertThat(driver.outbox.leased()).isZero();
        assertThat(status.inFlight()).isZero();
        assertThat(status.quota().used()).isEqualTo(sent);
        assertThat(Objects.requireNonNull(status.quota().daily()).used()).isEqualTo(sent);
    }

    private void startPass() {
        driver.letRequestsStayUnderWay();
        driver.step();
        assertThat(driver.underWay()).isPositive();
    }

    private void startTwoPassesTheFirstOfWhichHoldsPageViews(List<QueuedEvent> second) {
        driver.destination.answers(batch -> new Outcome.Misdirected("404", QuotaSeen.NONE));
        driver.queue(List.of(QueuedEvents.pageView(1)));
        startPass();
        driver.queue(second);
        startPass();
    }

    /** Of four events that are refused, the last one tells about the third. */
    private static boolean isControl(List<Lease> batch) {
        return batch.size() == 1 && batch.getFirst().sequence() == 4;
    }

    private static Optional<String> bug(QueuedEvent event) {
        throw new IllegalStateException("a bug about " + event.id());
    }
}
