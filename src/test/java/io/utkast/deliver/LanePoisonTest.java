package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad events among good ones: found in few requests, buried, and the rest delivered in the same pass. */
class LanePoisonTest {
    private static final int BATCH = 100;

    private final LaneDriver driver = new LaneDriver();

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isolatesAnySetOfCulpritsInOnePass(long seed) {
        Random random = new Random(seed);
        List<QueuedEvent> events = QueuedEvents.pageViews(BATCH);
        int culprits = 1 + random.nextInt(12);
        List<QueuedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        Set<DeliveryId> bad = ids(shuffled.subList(0, culprits));
        driver.destination.refuses("Event failed with validation error(s)", bad);
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(BATCH - culprits);
        driver.during(Duration.ofSeconds(11));
        assertThat(driver.outbox.dead()).isEqualTo(culprits);
        double bound = 2 * culprits * (Math.log(BATCH) / Math.log(2)) + 4;
        assertThat((double) driver.destination.requests().size()).isLessThanOrEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "0, 10", "50, 5", "97, 3", "90, 10", "0, 50"})
    void buriesNeighboursThatAreRefusedAlikeInsteadOfHoldingTheRest(int first, int count) {
        List<QueuedEvent> events = QueuedEvents.pageViews(BATCH);
        driver.destination.refuses("bad", ids(events.subList(first, first + count)));
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(BATCH - count);
        assertThat(driver.outbox.dead()).isEqualTo(count);
        assertThat(driver.outbox.held()).isZero();
    }

    @Test
    void deadLettersSayWhatHubSpotSaid() {
        DeathCause cause = new DeathCause(400, "VALIDATION_ERROR", "no such token", "c-42");
        List<QueuedEvent> events = QueuedEvents.pageViews(8);
        DeliveryId bad = events.get(5).id();
        driver.destination.answers(
                batch -> batch.stream().anyMatch(lease -> lease.event().id().equals(bad))
                        ? new Outcome.Refused(cause, QuotaSeen.NONE)
                        : ScriptedDestination.yes(batch));
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.ends().get(bad))
                .isInstanceOfSatisfying(
                        Settlement.Dead.class, dead -> assertThat(dead.cause()).isEqualTo(cause));
    }

    @Test
    void givesBackOpenVerdictsWhenHubSpotFallsSilentMidway() {
        driver.queue(QueuedEvents.pageViews(BATCH));
        Set<DeliveryId> seen = new HashSet<>();
        driver.destination.answers(batch -> {
            if (batch.size() == 1) {
                seen.add(batch.getFirst().event().id());
            }
            // The fourth single is the control.
            return seen.size() > 3
                    ? ScriptedDestination.later(Outcome.Scope.QUOTA, Duration.ofSeconds(10))
                    : ScriptedDestination.no("bad");
        });

        driver.step();

        assertThat(driver.state()).isEqualTo(LaneState.RATE_LIMITED);
        assertThat(driver.outbox.dead() + driver.outbox.held()).isZero();
        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() >= BATCH - 2);
    }

    @Test
    void leftoversThatNoErrorNamesAreSentSinglyWithTheSameIds() {
        List<QueuedEvent> events = QueuedEvents.pageViews(6);
        Set<DeliveryId> unnamed = ids(events.subList(2, 5));
        driver.destination.answers(batch -> batch.size() == 1
                ? ScriptedDestination.yes(batch)
                : new Outcome.Partly(
                        ids(events).stream()
                                .filter(id -> !unnamed.contains(id))
                                .collect(Collectors.toUnmodifiableMap(id -> id, id -> true)),
                        Map.of(),
                        QuotaSeen.NONE));
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(6);
        assertThat(driver.destination.requests().stream().skip(1))
                .allSatisfy(request -> assertThat(request).hasSize(1))
                .flatExtracting(request -> request)
                .containsExactlyInAnyOrderElementsOf(unnamed);
    }

    @Test
    void eventsOfAPassThatDiesAreTakenAgainWithoutARestart() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.destination.answers(batch -> {
            driver.outbox.dieOnce(new StackOverflowError("a bug"));
            return ScriptedDestination.yes(batch);
        });
        driver.step();
        assertThat(driver.outbox.leased()).isZero();

        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 10);

        assertThat(driver.lane.status().inFlight()).isZero();
    }

    @Test
    void suspectsOfAPassThatDiesKeepTheirVerdict() {
        driver.queue(QueuedEvents.pageViews(2));
        driver.destination.answers(batch -> {
            if (batch.size() == 1 && number(batch) == 2) {
                driver.outbox.dieOnce(new StackOverflowError("a bug"));
                return ScriptedDestination.yes(batch);
            }
            return ScriptedDestination.no("bad");
        });
        driver.step();

        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.waiting().isEmpty());

        assertThat(driver.outbox.ends()).hasSize(2);
        assertThat(driver.outbox.leased()).isZero();
    }

    @Test
    void anErrorInTheDestinationCostsNeitherEventsNorQuota() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.destination.answers(batch -> {
            throw new NoClassDefFoundError("io/utkast/Missing");
        });
        driver.step();
        driver.destination.answers(ScriptedDestination::yes);

        driver.until(() -> driver.outbox.delivered() == 10);
        driver.clock.advance(Duration.ofMinutes(1));

        assertThat(driver.lane.status().quota().used()).isZero();
    }

    /** Lest it drag others with it for ever. */
    @ParameterizedTest
    @CsvSource({"4, 1", "5, 2"})
    void anEventThatWasTriedFiveTimesIsSentAlone(int tries, int requests) {
        driver.queue(List.of(QueuedEvents.pageView(1)));
        for (int i = 0; i < tries; i++) {
            Lease lease = driver.outbox
                    .take(QueuedEvents.ACME, 1)
                    .toCompletableFuture()
                    .join()
                    .getFirst();
            driver.outbox.settle(QueuedEvents.ACME, List.of(new Settlement.Later(lease, driver.clock.instant(), true)));
        }
        driver.queue(List.of(QueuedEvents.pageView(2)));

        driver.step();

        assertThat(driver.destination.requests()).hasSize(requests);
        assertThat(driver.outbox.delivered()).isEqualTo(2);
    }

    private static long number(List<Lease> single) {
        return single.getFirst().sequence();
    }

    private static Set<DeliveryId> ids(List<QueuedEvent> events) {
        return events.stream().map(QueuedEvent::id).collect(Collectors.toUnmodifiableSet());
    }
}
