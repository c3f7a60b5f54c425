package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Settlement;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events that are mapped to what is not there, and events that can never be sent. */
class LaneMisdirectedTest {
    private static final String WHY = "HubSpot answered 404 for eventTemplateId 9999: resource not found";

    private final LaneDriver driver = new LaneDriver();

    @Test
    void holdsTheKindAtTheFirstAnswerAndBuriesNothing() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(LaneMisdirectedTest::nowhere);

        driver.step();

        assertThat(driver.outbox.held()).isEqualTo(1);
        assertThat(driver.state()).isEqualTo(LaneState.HELD);
        assertThat(driver.lane.status().reason()).isEqualTo("page_view of shop: " + WHY);
        driver.during(Duration.ofHours(1));
        assertThat(driver.outbox.dead()).isZero();
        assertThat(driver.outbox.held()).isEqualTo(1);
    }

    @Test
    void holdsAllKindsThatGoToTheSameTemplate() {
        driver.destination.directs(type -> "9999");
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(LaneMisdirectedTest::nowhere);
        driver.step();
        driver.queue(signUps(100));

        driver.during(Duration.ofSeconds(30));

        assertThat(driver.outbox.held()).isEqualTo(101);
        assertThat(driver.destination.requests()).hasSize(1);
    }

    @Test
    void oneEventThatPassesReleasesAllKindsOfTheTemplate() {
        driver.destination.directs(type -> "9999");
        driver.queue(QueuedEvents.pageViews(100));
        driver.queue(signUps(100));
        driver.destination.answers(LaneMisdirectedTest::nowhere);
        driver.during(Duration.ofMinutes(20));
        assertThat(driver.outbox.held()).isEqualTo(200);
        int before = driver.destination.requests().size();

        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 200);

        assertThat(driver.destination.requests().size() - before).isEqualTo(3);
        assertThat(driver.state()).isIn(LaneState.DELIVERING, LaneState.IDLE);
    }

    @Test
    void leavesTheKindsOfOtherTemplatesAlone() {
        driver.destination.directs(EventType::value);
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(LaneMisdirectedTest::nowhere);
        driver.step();
        driver.queue(signUps(1));
        driver.destination.answers(ScriptedDestination::yes);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(1);
        assertThat(driver.outbox.held()).isEqualTo(1);
        assertThat(driver.state()).isEqualTo(LaneState.HELD);
    }

    @Test
    void namesTheOtherHeldKinds() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.queue(signUps(1));
        driver.destination.answers(LaneMisdirectedTest::nowhere);

        driver.until(() -> driver.outbox.held() == 2);

        assertThat(driver.lane.status().reason())
                .isEqualTo("page_view of shop: " + WHY + "; held too: sign_up of shop");
    }

    @Test
    void namesAFewOfManyHeldKinds() {
        for (int i = 0; i < 8; i++) {
            driver.queue(List.of(QueuedEvents.of(new EventType("kind_" + i), i)));
        }
        driver.destination.answers(LaneMisdirectedTest::nowhere);

        driver.until(() -> driver.outbox.held() == 8);

        assertThat(driver.lane.status().reason())
                .startsWith("kind_0 of shop: ")
                .endsWith("; held too: kind_1 of shop, kind_2 of shop, kind_3 of shop, kind_4 of shop, kind_5 of shop"
                        + " and 2 more");
    }

    @Test
    void goesOnWithTheOtherKinds() {
        List<QueuedEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(QueuedEvents.of(i % 2 == 0 ? QueuedEvents.PAGE_VIEW : QueuedEvents.SIGN_UP, i));
        }
        driver.queue(events);
        driver.destination.answers(batch -> batch.stream().anyMatch(LaneMisdirectedTest::isSignUp)
                ? nowhere(batch)
                : ScriptedDestination.yes(batch));

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(50);
        assertThat(driver.outbox.held()).isEqualTo(50);
        assertThat(driver.destination.requests().size()).isLessThan(20);
    }

    @Test
    void holdsWhatWasUnderSuspicionToo() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.destination.answers(batch -> ScriptedDestination.no("bad"));
        driver.step();
        driver.queue(List.of(QueuedEvents.pageView(2)));
        driver.destination.answers(LaneMisdirectedTest::nowhere);

        driver.until(() -> driver.outbox.held() == 2);

        driver.during(Duration.ofMinutes(30));
        assertThat(driver.outbox.dead()).isZero();
    }

    @Test
    void deliversOnceItIsThere() {
        driver.queue(QueuedEvents.pageViews(100));
        driver.destination.answers(LaneMisdirectedTest::nowhere);
        driver.until(() -> driver.outbox.held() == 100);

        driver.destination.answers(ScriptedDestination::yes);
        driver.until(() -> driver.outbox.delivered() == 100);

        assertThat(driver.destination.taken()).hasSize(100);
    }

    @Test
    void deliversAtAnOperatorsWish() {
        driver.queue(QueuedEvents.pageViews(10));
        driver.destination.answers(LaneMisdirectedTest::nowhere);
        driver.until(() -> driver.outbox.held() == 10);
        driver.destination.answers(ScriptedDestination::yes);

        driver.lane.release();
        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(10);
    }

    @Test
    void buriesWhatCanNeverBeSentWithoutSendingIt() {
        List<QueuedEvent> events = QueuedEvents.pageViews(3);
        DeliveryId large = events.get(1).id();
        DeathCause cause = new DeathCause(0, null, "the event is over 1 MB, HubSpot's limit", null);
        driver.destination.finds(event -> event.id().equals(large) ? Optional.of(cause) : Optional.empty());
        driver.queue(events);

        driver.step();

        assertThat(driver.outbox.delivered()).isEqualTo(2);
        assertThat(driver.outbox.ends().get(large))
                .isInstanceOfSatisfying(
                        Settlement.Dead.class, dead -> assertThat(dead.cause()).isEqualTo(cause));
        assertThat(driver.destination.requests())
                .singleElement()
                .satisfies(sent -> assertThat(Set.copyOf(sent)).doesNotContain(large));
    }

    private static Outcome nowhere(List<Lease> batch) {
        return new Outcome.Misdirected(WHY, QuotaSeen.NONE);
    }

    private static List<QueuedEvent> signUps(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> QueuedEvents.of(QueuedEvents.SIGN_UP, 1_000 + i))
                .toList();
    }

    private static boolean isSignUp(Lease lease) {
        return lease.event().event().type().equals(QueuedEvents.SIGN_UP);
    }
}
