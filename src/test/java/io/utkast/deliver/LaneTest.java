package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Settlement;
import io.utkast.support.MutableClock;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final LaneDriver driver = new LaneDriver();
    private final ScriptedDestination destination = driver.destination;

    @Test
    void lingersForMoreEvents() {
        driver.queue(QueuedEvents.pageViews(3));

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(3);
        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START.plusMillis(500));
        assertThat(destination.requests()).hasSize(1);
    }

    @Test
    void sendsFullBatchAtOnce() {
        driver.queue(QueuedEvents.pageViews(250));

        driver.step();

        assertThat(destination.requests().getFirst()).hasSize(100);
        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START);
    }

    @Test
    void deliversAllInOrder() {
        List<QueuedEvent> events = QueuedEvents.pageViews(250);
        driver.queue(events);

        driver.until(() -> driver.outbox.delivered() == 250);

        assertThat(destination.requests().stream().flatMap(List::stream))
                .containsExactlyElementsOf(events.stream().map(QueuedEvent::id).toList());
        assertThat(driver.lane.status().eventsPerRequest()).isEqualTo(250 / 3.0);
        assertThat(driver.lane.status().delay().p99()).isEqualTo(0.5);
    }

    @Test
    void sendsAllAtOnceWhenCredentialsCome() {
        driver.lane.unauthorized("connect it");
        driver.queue(QueuedEvents.pageViews(100));
        assertThat(driver.state()).isEqualTo(LaneState.UNAUTHORIZED);
        assertThat(driver.lane.status().reason()).isEqualTo("connect it");

        driver.lane.authorized();
        driver.step();

        assertThat(destination.requests().getFirst()).hasSize(100);
        assertThat(driver.clock.instant()).isEqualTo(MutableClock.START);
    }

    @Test
    void settlesWithTheCorrelationIdOfTheAnswer() {
        driver.queue(QueuedEvents.pageViews(1));
        destination.answers(batch -> new Outcome.Delivered(Set.of(), "corr-7", QuotaSeen.NONE));

        driver.step();

        assertThat(driver.outbox.ends().values())
                .singleElement()
                .isInstanceOfSatisfying(
                        Settlement.Delivered.class,
                        delivered -> assertThat(delivered.correlationId()).isEqualTo("corr-7"));
    }

    @Test
    void isIdleWithoutEvents() {
        driver.step();

        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
        assertThat(driver.lane.status().reason()).isNull();
    }

    @Test
    void triesAgainAfterTrouble() {
        driver.queue(QueuedEvents.pageViews(2));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ofSeconds(2)));

        driver.step();

        assertThat(driver.state()).isEqualTo(LaneState.WAITING);
        assertThat(driver.outbox.waiting())
                .allSatisfy(lease -> assertThat(lease.attempts()).isEqualTo(1));

        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 2);
        driver.step();

        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void sparesTheBacklogDuringAnOutage() {
        driver.queue(QueuedEvents.pageViews(1_000));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ZERO));

        driver.during(Duration.ofHours(1));

        assertThat(destination.requests().size()).isLessThan(400);
        assertThat(destination.requests().stream().skip(1))
                .allSatisfy(request -> assertThat(request).hasSize(1));
        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 1_000);
        assertThat(destination.taken()).hasSize(1_000);
    }

    @Test
    void probesWhileUnauthorized() {
        driver.queue(QueuedEvents.pageViews(300));
        destination.answers(batch -> ScriptedDestination.unauthorized());

        driver.during(Duration.ofMinutes(10));

        assertThat(driver.state()).isEqualTo(LaneState.UNAUTHORIZED);
        assertThat(driver.lane.status().reason()).isEqualTo("BAD_REFRESH_TOKEN");
        assertThat(destination.requests()).hasSizeBetween(12, 18);
        assertThat(driver.outbox.waiting())
                .allSatisfy(lease -> assertThat(lease.attempts()).isZero());
        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 300);
    }

    @Test
    void holdsWhatHasNoMappingAnyMore() {
        driver.queue(List.of(QueuedEvents.of(QueuedEvents.PAGE_VIEW, 1), QueuedEvents.of(QueuedEvents.SIGN_UP, 2)));
        destination.obstructs(event -> event.event().type().equals(QueuedEvents.SIGN_UP)
                ? Optional.of("utkast.sites.shop.events.sign_up is not configured any more")
                : Optional.empty());

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(1);
        assertThat(driver.outbox.held()).isEqualTo(1);
        assertThat(destination.requests()).hasSize(1);
    }

    @Test
    void sendsNothingWhilePaused() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.lane.pause();

        driver.during(Duration.ofMinutes(1));

        assertThat(driver.state()).isEqualTo(LaneState.PAUSED);
        assertThat(destination.requests()).isEmpty();
        driver.lane.resume();
        driver.until(() -> driver.outbox.delivered() == 1);
    }

    @Test
    void outlivesABrokenDisk() {
        driver.queue(QueuedEvents.pageViews(5));

        for (int calls = 1; calls < 20; calls++) {
            driver.outbox.failNext(calls);
            driver.step();
        }
        driver.until(() -> driver.outbox.delivered() == 5);

        assertThat(destination.taken()).hasSize(5);
    }

    @Test
    void outlivesADestinationThatThrows() {
        driver.queue(QueuedEvents.pageViews(5));
        destination.answers(batch -> {
            throw new IllegalStateException("a bug");
        });

        driver.step();
        destination.answers(ScriptedDestination::yes);

        driver.until(() -> driver.outbox.delivered() == 5);
    }

    @Test
    void sendsWellTriedEventsAlone() {
        List<QueuedEvent> events = QueuedEvents.pageViews(10);
        DeliveryId poison = events.get(4).id();
        destination.answers(
                batch -> batch.stream().anyMatch(lease -> lease.event().id().equals(poison))
                        ? ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ZERO)
                        : ScriptedDestination.yes(batch));
        driver.queue(events);

        driver.until(() -> driver.outbox.delivered() == 9);

        assertThat(driver.outbox.waiting()).hasSize(1);
    }

    @Test
    void takesOverTheWindowOfTheProcessBefore() {
        for (int i = 0; i < 99; i++) {
            driver.outbox.noteRequest(QueuedEvents.ACME, MutableClock.START.minusSeconds(2));
        }
        driver.queue(QueuedEvents.pageViews(1));

        driver.restart();
        assertThat(driver.lane.status().quota().used()).isEqualTo(99);
        driver.until(() -> driver.outbox.delivered() == 1);

        Instant sent = driver.outbox.requests().getLast();
        assertThat(sent).isAfter(MutableClock.START.plusSeconds(8));
    }

    @Test
    void triesHeldEventsAgainAtTheStart() {
        driver.queue(QueuedEvents.pageViews(1));
        var lease =
                driver.outbox.take(QueuedEvents.ACME, 1).toCompletableFuture().join();
        driver.outbox.settle(QueuedEvents.ACME, List.of(new Settlement.Held(lease.getFirst(), "why")));

        driver.restart();

        driver.until(() -> driver.outbox.delivered() == 1);
    }

    @Test
    void closesWithNothingLeftInItsHands() {
        driver.queue(QueuedEvents.pageViews(1));
        destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.step();
        assertThat(driver.outbox.leased()).isEqualTo(1);

        boolean drained = driver.lane.close(Duration.ofSeconds(1));

        assertThat(drained).isTrue();
        assertThat(driver.outbox.leased()).isZero();
        assertThat(driver.outbox.waiting()).hasSize(1);
    }

    @Test
    void countsWhatItDelivers() {
        driver.queue(QueuedEvents.pageViews(3));

        driver.step();

        assertThat(driver.lane.status().eventsPerSecond()).isEqualTo(3);
        assertThat(driver.lane.status().delivered()).isEqualTo(3);
    }

    @Test
    void aBatchThatFillsWhileItLingersIsNoLargerThanAllowed() {
        driver.queue(QueuedEvents.pageViews(60));
        driver.duringTheNextWait(() -> driver.queue(
                IntStream.range(60, 160).mapToObj(QueuedEvents::pageView).toList()));

        driver.step();

        assertThat(destination.requests())
                .singleElement()
                .satisfies(sent -> assertThat(sent).hasSize(100));
    }

    @Test
    void waitsAsLongAsHubSpotAsksThoughTheBackOffIsShorter() {
        driver.queue(QueuedEvents.pageViews(1));
        destination.answers(batch -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ofMinutes(2)));

        driver.step();

        Instant asked = driver.clock.instant();
        assertThat(driver.outbox.nextDue(QueuedEvents.ACME, asked).toCompletableFuture())
                .isCompletedWithValue(Optional.of(asked.plus(Duration.ofMinutes(2))));
    }
}
