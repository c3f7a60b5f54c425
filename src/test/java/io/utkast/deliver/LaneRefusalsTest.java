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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneRefusalsTest {
    private final LaneDriver driver = new LaneDriver();
    private final ScriptedDestination destination = driver.destination;
    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 98, 99})
    void findsOneCulpritAmongHundredInFewRequests(int place) {
        List<QueuedEvent> events = QueuedEvents.pageViews(100);
        destination.refuses("Event is bad", Set.of(events.get(place).id()));
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(99);
        assertThat(destination.requests().size()).isLessThanOrEqualTo(15);
        driver.during(Duration.ofSeconds(11));
        assertThat(driver.outbox.dead()).isEqualTo(1);
        assertThat(driver.outbox.ends()).hasSize(100);
        assertThat(destination.taken()).doesNotContain(events.get(place).id());
    }

    @Test
    void buriesALonelyRefusalAfterAWhile() {
        driver.queue(QueuedEvents.pageViews(1));
        destination.answers(batch -> ScriptedDestination.no("bad"));

        driver.during(Duration.ofSeconds(9));
        assertThat(driver.outbox.dead()).isZero();
        driver.during(Duration.ofSeconds(3));

        assertThat(driver.outbox.dead()).isEqualTo(1);
        assertThat(destination.requests()).hasSize(1);
    }

    @Test
    void holdsEverythingWhenEverythingIsRefusedAlike() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch ->
                ScriptedDestination.no("Event " + batch.getFirst().event().id() + " failed"));

        driver.during(Duration.ofSeconds(30));

        assertThat(driver.state()).isEqualTo(LaneState.HELD);
        assertThat(driver.lane.status().reason())
                .startsWith("page_view of shop refused alike 3 times: 400 VALIDATION_ERROR, Event ");
        assertThat(driver.outbox.held()).isEqualTo(100);
        assertThat(driver.outbox.dead()).isZero();
        assertThat(destination.requests().size()).isLessThan(15);
    }

    @Test
    void probesHeldEventsEverMoreSeldom() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);
        int before = destination.requests().size();

        driver.during(Duration.ofHours(1));

        // Minutes 1, 3, 7, 15, 30, 45, 60.
        assertThat(destination.requests().size() - before).isBetween(5, 7);
        assertThat(driver.outbox.held()).isEqualTo(100);
    }

    /** The driver gives up if the lane looks around too often. */
    @Test
    void sleepsWhilePausedThoughAProbeIsDue() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);
        int before = destination.requests().size();
        driver.lane.pause();

        driver.during(Duration.ofHours(5));

        assertThat(destination.requests()).hasSize(before);
    }

    @Test
    void deliversHeldEventsOnceAProbePasses() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);

        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 100);
        driver.step();

        assertThat(destination.taken()).hasSize(100);
        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void deliversHeldEventsAtAnOperatorsWish() {
        driver.queue(QueuedEvents.pageViews(10));
        destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.until(() -> driver.state() == LaneState.HELD);
        destination.answers(ScriptedDestination::yes);

        int released = driver.lane.release();
        driver.step();

        assertThat(released).isEqualTo(10);
        assertThat(driver.outbox.delivered()).isEqualTo(10);
    }

    @Test
    void holdsOnlyTheKindThatIsRefused() {
        List<QueuedEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(QueuedEvents.of(i % 2 == 0 ? QueuedEvents.PAGE_VIEW : QueuedEvents.SIGN_UP, i));
        }
        Set<DeliveryId> signUps = events.stream()
                .filter(event -> event.event().type().equals(QueuedEvents.SIGN_UP))
                .map(QueuedEvent::id)
                .collect(Collectors.toUnmodifiableSet());
        destination.refuses("no such token", signUps);
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(50);
        assertThat(driver.outbox.held()).isEqualTo(50);
        assertThat(driver.state()).isEqualTo(LaneState.HELD);
        assertThat(destination.requests().size()).isLessThan(25);
    }

    @Test
    void buriesRefusalsThatDiffer() {
        driver.queue(QueuedEvents.pageViews(4));
        List<String> messages = List.of("red", "green", "blue", "white");
        destination.answers(batch -> ScriptedDestination.no(messages.get(batch.size() == 1 ? number(batch) : 0)));

        driver.during(Duration.ofSeconds(20));

        assertThat(driver.outbox.dead()).isEqualTo(4);
        assertThat(driver.state()).isEqualTo(LaneState.IDLE);
    }

    @Test
    void settlesAPartialAnswerByName() {
        List<QueuedEvent> events = QueuedEvents.pageViews(3);
        driver.queue(events);
        destination.answers(batch -> batch.size() == 1
                ? ScriptedDestination.yes(batch)
                : new Outcome.Partly(
                        Map.of(events.get(0).id(), true),
                        Map.of(events.get(1).id(), new DeathCause(207, null, "bad", null)),
                        QuotaSeen.NONE));

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(2);
        assertThat(driver.outbox.dead()).isEqualTo(1);
        assertThat(destination.requests())
                .last()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(events.get(2).id());
    }

    @Test
    void buriesAtOnceWhatIsRefusedBesideItsOwnKind() {
        List<QueuedEvent> events = QueuedEvents.pageViews(2);
        driver.queue(events);
        destination.answers(batch -> new Outcome.Partly(
                Map.of(events.get(0).id(), true),
                Map.of(events.get(1).id(), new DeathCause(207, null, "bad", null)),
                QuotaSeen.NONE));

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(1);
        assertThat(driver.outbox.dead()).isEqualTo(1);
    }

    @Test
    void tellsOfAPartialAnswerWhichEventsAreOnAContact() {
        List<QueuedEvent> events = QueuedEvents.pageViews(2);
        driver.queue(events);
        destination.answers(batch -> new Outcome.Partly(
                Map.of(events.get(0).id(), true, events.get(1).id(), false), Map.of(), QuotaSeen.NONE));

        driver.step();

        assertThat(driver.outbox.ends().values())
                .extracting(end -> ((Settlement.Delivered) end).linked())
                .containsExactly(true, false);
    }

    @Test
    void halvesWhatIsTooLarge() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch ->
                batch.size() > 30 ? new Outcome.SplitAndRetry("413", QuotaSeen.NONE) : ScriptedDestination.yes(batch));

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(100);
        assertThat(destination.requests()).hasSize(7);
    }

    @Test
    void givesBackTheRestWhenThePortalRestsMidway() {
        driver.queue(QueuedEvents.pageViews(100));
        destination.answers(batch -> batch.size() > 25
                ? new Outcome.SplitAndRetry("413", QuotaSeen.NONE)
                : ScriptedDestination.later(Outcome.Scope.QUOTA, Duration.ofSeconds(10)));

        driver.step();

        assertThat(driver.outbox.leased()).isZero();
        destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 100);
        assertThat(destination.taken()).hasSize(100);
    }

    @Test
    void losesAndDoublesNothingWhateverTheAnswers() {
        driver.queue(QueuedEvents.pageViews(2_000));
        destination.answers(this::anything);

        driver.during(Duration.ofMinutes(5));
        destination.answers(ScriptedDestination::yes);
        driver.lane.release();
        driver.until(() -> driver.outbox.waiting().isEmpty());

        assertThat(driver.outbox.ends()).hasSize(2_000);
        assertThat(destination.taken()).hasSize(driver.outbox.delivered());
    }

    private Outcome anything(List<Lease> batch) {
        return switch (random.nextInt(14)) {
            case 0 -> ScriptedDestination.no("bad");
            case 1 -> ScriptedDestination.later(Outcome.Scope.BATCH, Duration.ZERO);
            case 2 -> ScriptedDestination.later(Outcome.Scope.PORTAL, Duration.ofSeconds(2));
            case 3 -> ScriptedDestination.unauthorized();
            case 4 -> new Outcome.SplitAndRetry("413", QuotaSeen.NONE);
            case 5 -> {
                Map<DeliveryId, Boolean> half = new HashMap<>();
                batch.stream()
                        .limit(batch.size() / 2)
                        .forEach(lease -> half.put(lease.event().id(), false));
                yield new Outcome.Partly(half, Map.of(), QuotaSeen.NONE);
            }
            case 6 -> batch.size() == 1 ? ScriptedDestination.yes(batch) : alreadyThere(batch);
            case 7 -> new Outcome.Misdirected("404", QuotaSeen.NONE);
            default -> ScriptedDestination.yes(batch);
        };
    }

    private Outcome alreadyThere(List<Lease> batch) {
        Set<DeliveryId> some = batch.stream()
                .limit(random.nextInt(batch.size()))
                .map(lease -> lease.event().id())
                .collect(Collectors.toUnmodifiableSet());
        return new Outcome.AlreadyThere(some, QuotaSeen.NONE);
    }

    private static int number(List<Lease> single) {
        return (int) single.getFirst().sequence() - 1;
    }
}
