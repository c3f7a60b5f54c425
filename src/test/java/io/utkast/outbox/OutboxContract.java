package io.utkast.outbox;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every outbox keeps, whatever it keeps it in. */
@Timeout(60)
public abstract class OutboxContract {
    private static final PortalKey OTHER = new PortalKey("other");
    private static final DeathCause CAUSE = new DeathCause(400, "VALIDATION_ERROR", "no such template", "c-1");

    protected final TestClock clock = new TestClock();

    /** The outbox of this test, empty and with room for some thousand events. */
    protected abstract Outbox outbox();

    /** The same outbox after its process ended and began anew. */
    protected abstract Outbox restarted();

    @Test
    void storedEventComesBackAsItWas() {
        QueuedEvent event = pageView(1);

        assertThat(append(event)).isEqualTo(new Appended.Stored());

        assertThat(take(10)).singleElement().satisfies(lease -> {
            assertThat(lease.event()).isEqualTo(event);
            assertThat(lease.attempts()).isZero();
        });
    }

    @Test
    void storedEventSurvivesRestart() {
        append(pageView(1), pageView(2));
        take(1);

        List<Lease> leases = await(restarted().take(ACME, 10));

        assertThat(leases).extracting(Lease::event).containsExactly(pageView(1), pageView(2));
        assertThat(status().queued()).isEqualTo(2);
    }

    @Test
    void leasesInOrderOfArrivalAndNoneTwice() {
        append(pageViews(0, 5));
        append(pageViews(5, 8));

        assertThat(events(take(3))).containsExactlyElementsOf(pageViews(0, 3));
        assertThat(events(take(10))).containsExactlyElementsOf(pageViews(3, 8));
        assertThat(take(10)).isEmpty();
    }

    @Test
    void leasesEventsOfThePortalOnly() {
        append(pageView(1));
        await(outbox().append(pageViews(OTHER, 2, 4)));

        assertThat(events(await(outbox().take(OTHER, 10)))).containsExactlyElementsOf(pageViews(OTHER, 2, 4));
        assertThat(await(outbox().take(new PortalKey("unknown"), 10))).isEmpty();
    }

    @Test
    void deliveredEventLeaves() {
        append(pageViews(0, 3));
        List<Lease> leases = take(2);

        settle(new Settlement.Delivered(leases.get(0), true), new Settlement.Delivered(leases.get(1), false));

        assertThat(share(ACME))
                .isEqualTo(new PortalShare(1, 0, 0, 2, 1, pageView(2).acceptedAt()));
        assertThat(await(restarted().take(ACME, 10))).extracting(Lease::event).containsExactly(pageView(2));
    }

    @Test
    void eventPutOffComesBackInTimeWithItsAttempts() {
        append(pageViews(0, 2));
        List<Lease> leases = take(2);
        Instant soon = clock.instant().plusSeconds(60);

        settle(
                new Settlement.Later(leases.get(0), soon, true),
                new Settlement.Later(leases.get(1), soon.minusSeconds(1), false));
        clock.pass(Duration.ofMillis(58_999));
        assertThat(take(10)).isEmpty();
        clock.pass(Duration.ofSeconds(2));

        List<Lease> again = take(10);
        assertThat(events(again)).containsExactly(pageView(1), pageView(0));
        assertThat(again).extracting(Lease::attempts).containsExactly(0, 1);
    }

    @Test
    void heldEventWaitsForRelease() {
        append(pageViews(0, 3));
        List<Lease> leases = take(2);
        settle(new Settlement.Held(leases.get(0), "template"), new Settlement.Held(leases.get(1), "template"));
        clock.pass(Duration.ofDays(400));
        assertThat(events(take(10))).containsExactly(pageView(2));
        assertThat(share(ACME).held()).isEqualTo(2);

        assertThat(await(outbox().release(OTHER))).isZero();
        assertThat(await(outbox().release(ACME))).isEqualTo(2);

        assertThat(events(take(10))).containsExactly(pageView(0), pageView(1));
        assertThat(share(ACME).held()).isZero();
    }

    @Test
    void deadEventWaitsNoMoreAndIsCounted() {
        append(pageViews(0, 2));

        settle(new Settlement.Dead(take(1).getFirst(), CAUSE));

        assertThat(share(ACME))
                .isEqualTo(new PortalShare(1, 0, 1, 0, 0, pageView(1).acceptedAt()));
        assertThat(await(restarted().status()).portals().get(ACME))
                .isEqualTo(new PortalShare(1, 0, 1, 0, 0, pageView(1).acceptedAt()));
    }

    @Test
    void settlingTwiceFailsInsteadOfWaitingForEver() {
        append(pageViews(0, 2));
        List<Lease> leases = take(2);
        settle(new Settlement.Delivered(leases.get(0), true));

        CompletionStage<Void> again = outbox().settle(ACME, List.of(new Settlement.Delivered(leases.get(0), true)));

        assertThat(again).failsWithin(Duration.ofSeconds(5));
        settle(new Settlement.Delivered(leases.get(1), true));
        assertThat(share(ACME)).isEqualTo(new PortalShare(0, 0, 0, 2, 2, null));
    }

    @Test
    void notedRequestsSurviveRestart() {
        Instant at = clock.instant();
        await(outbox().noteRequest(ACME, at.plusSeconds(2)));
        await(outbox().noteRequest(ACME, at));
        await(outbox().noteRequest(OTHER, at.plusSeconds(1)));

        Outbox restarted = restarted();

        assertThat(await(restarted.requestsSince(ACME, at))).containsExactly(at, at.plusSeconds(2));
        assertThat(await(restarted.requestsSince(ACME, at.plusMillis(1)))).containsExactly(at.plusSeconds(2));
        assertThat(await(restarted.requestsSince(ACME, at.plusSeconds(3)))).isEmpty();
    }

    @Test
    void listenersHearOfAppendedAndReleasedEvents() {
        Set<PortalKey> heard = ConcurrentHashMap.newKeySet();
        outbox().onArrival(ACME, () -> {
            throw new IllegalStateException("a listener that fails does not harm the others");
        });
        outbox().onArrival(ACME, () -> heard.add(ACME));
        outbox().onArrival(OTHER, () -> heard.add(OTHER));
        outbox().onArrival(new PortalKey("third"), () -> heard.add(new PortalKey("third")));

        append(pageView(1));
        await(outbox().release(OTHER));

        Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder(ACME, OTHER));
    }

    @Tag("slow")
    @Test
    void countsStayExactThroughRandomSteps() {
        Random random = new Random(42);
        OutboxModel model = new OutboxModel();
        List<Lease> leased = new ArrayList<>();
        int next = 0;

        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int count = 1 + random.nextInt(5);
                    append(pageViews(next, next + count));
                    model.appended(next, count);
                    next += count;
                }
                case 1 -> leased.addAll(take(1 + random.nextInt(4)));
                case 2 -> leased.removeAll(settleSome(random, leased, model));
                default -> model.released(await(outbox().release(ACME)));
            }
            assertThat(share(ACME)).as("step %s", step).isEqualTo(model.share());
        }
        assertThat(await(restarted().status()).queued()).isEqualTo(model.share().queued());
    }

    private List<Lease> settleSome(Random random, List<Lease> leased, OutboxModel model) {
        List<Lease> some = List.copyOf(leased.subList(0, random.nextInt(leased.size() + 1)));
        List<Settlement> settlements = some.stream()
                .<Settlement>map(lease -> switch (random.nextInt(4)) {
                    case 0 -> new Settlement.Delivered(lease, random.nextBoolean());
                    case 1 -> new Settlement.Later(lease, clock.instant().minusSeconds(1), true);
                    case 2 -> new Settlement.Held(lease, "why");
                    default -> new Settlement.Dead(lease, CAUSE);
                })
                .toList();
        await(outbox().settle(ACME, settlements));
        settlements.forEach(model::settled);
        return some;
    }

    protected final Appended append(QueuedEvent... events) {
        return append(List.of(events));
    }

    protected final Appended append(List<QueuedEvent> events) {
        return await(outbox().append(events));
    }

    protected final List<Lease> take(int limit) {
        return await(outbox().take(ACME, limit));
    }

    protected final void settle(Settlement... settlements) {
        await(outbox().settle(ACME, List.of(settlements)));
    }

    protected final OutboxStatus status() {
        return await(outbox().status());
    }

    protected final PortalShare share(PortalKey portal) {
        PortalShare share = status().portals().get(portal);
        return share == null ? new PortalShare(0, 0, 0, 0, 0, null) : share;
    }

    protected static List<QueuedEvent> events(List<Lease> leases) {
        return leases.stream().map(Lease::event).toList();
    }

    protected static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
