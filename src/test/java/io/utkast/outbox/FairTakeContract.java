package io.utkast.outbox;

import static io.utkast.support.Events.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.EventType;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.support.Events;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an outbox deals a portal's events out, and what it keeps for lanes. */
public abstract class FairTakeContract {
    protected static final String FLOOD = "flood";

    protected final TestClock clock = new TestClock();
    private int number;

    /** The outbox of this test, empty. */
    protected abstract Outbox outbox();

    /** The same outbox after its process ended and began anew. */
    protected abstract Outbox restarted();

    @Test
    void floodingSiteLeavesAQuietOneItsShare() {
        append(FLOOD, 1_000);
        append("quiet", 3);

        assertThat(sites(take(100))).isEqualTo(Map.of(FLOOD, 97L, "quiet", 3L));
    }

    @Test
    void sitesWithBacklogsShareEqually() {
        append(FLOOD, 500);
        append("one", 200);
        append("two", 200);
        List<Lease> leases = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            leases.addAll(take(50));
        }

        assertThat(sites(leases).values()).allSatisfy(count -> assertThat(count).isBetween(97L, 103L));
    }

    @Test
    void eachSiteHasItsTurnWhenTheLimitIsBelowTheirNumber() {
        for (String site : List.of("a", "b", "c", "d", "e")) {
            append(site, 100);
        }
        List<Lease> leases = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            leases.addAll(take(2));
        }

        assertThat(sites(leases).values()).allSatisfy(count -> assertThat(count).isEqualTo(20));
    }

    @Test
    void eventsOfASiteKeepTheirOrder() {
        append(FLOOD, 30);
        append("quiet", 30);

        List<Lease> leases = take(40);
        leases = new ArrayList<>(leases);
        leases.addAll(take(40));

        assertThat(leases).hasSize(60);
        for (String site : List.of(FLOOD, "quiet")) {
            assertThat(leases.stream()
                            .filter(lease -> lease.event().site().value().equals(site))
                            .map(Lease::sequence))
                    .isSorted();
        }
    }

    @Test
    void retriesOfOldEventsGiveWayToFreshOnes() {
        makeLate(20);
        append(FLOOD, 50);

        assertThat(attempts(take(40))).containsOnly(0);
        assertThat(attempts(take(40))).hasSize(30).endsWith(1);
        assertThat(take(40)).isEmpty();
    }

    @Test
    void lateEventsComeFirstOrNotAtAllWhenWanted() {
        makeLate(20);
        append(FLOOD, 50);

        assertThat(attempts(take(15, Wanted.LATE_FIRST))).containsOnly(1);
        assertThat(attempts(take(100, Wanted.FRESH_ONLY))).hasSize(50).containsOnly(0);
        assertThat(take(100, Wanted.FRESH_FIRST)).hasSize(5);
    }

    @Test
    void tellsWhenTheNextEventComesDue() {
        assertThat(await(outbox().nextDue(ACME, clock.instant()))).isEmpty();
        append(FLOOD, 3);
        append("quiet", 1);
        List<Lease> leases = take(4);
        Instant soon = clock.instant().plusSeconds(60);
        await(outbox().settle(
                        ACME,
                        List.of(
                                new Settlement.Later(leases.get(0), soon.plusSeconds(5), true),
                                new Settlement.Later(leases.get(3), soon, true),
                                new Settlement.Held(leases.get(1), "why"))));

        assertThat(await(outbox().nextDue(ACME, clock.instant()))).contains(soon);
        assertThat(await(outbox().nextDue(ACME, soon))).contains(soon.plusSeconds(5));
        assertThat(await(outbox().nextDue(ACME, soon.plusSeconds(5)))).isEmpty();
        assertThat(await(outbox().nextDue(new PortalKey("other"), clock.instant())))
                .isEmpty();
    }

    @Test
    void givenBackEventsAreDueAsBefore() {
        append(FLOOD, 10);
        List<Lease> leases = take(4);
        await(outbox().settle(ACME, List.of(new Settlement.Delivered(leases.getFirst(), true))));

        outbox().giveBack(ACME, leases);
        outbox().giveBack(ACME, leases);

        assertThat(take(3)).containsExactlyElementsOf(leases.subList(1, 4));
        assertThat(take(100)).hasSize(6);
    }

    @Test
    void releasesTheLongestHeldFirstAndHeldAgainItIsTheLast() {
        append(FLOOD, 3);
        List<Lease> leases = take(3);
        for (int place : new int[] {2, 0, 1}) {
            await(outbox().settle(ACME, List.of(new Settlement.Held(leases.get(place), "why"))));
            clock.pass(Duration.ofSeconds(1));
        }

        List<Long> released = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(await(outbox().release(ACME, 1))).isOne();
            Lease lease = take(1).getFirst();
            released.add(lease.sequence());
            await(outbox().settle(ACME, List.of(new Settlement.Held(lease, "why"))));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(released)
                .containsExactly(
                        leases.get(2).sequence(),
                        leases.get(0).sequence(),
                        leases.get(1).sequence(),
                        leases.get(2).sequence());
    }

    @Test
    void countsRequestsForTwoDaysThroughARestart() {
        Instant noon = clock.instant();
        await(outbox().noteRequest(ACME, noon.minus(Duration.ofHours(50))));
        await(outbox().noteRequest(ACME, noon.minus(Duration.ofHours(20))));
        await(outbox().noteRequest(ACME, noon));
        await(outbox().noteRequest(ACME, noon.plusSeconds(1)));
        await(outbox().noteRequest(new PortalKey("other"), noon));

        Outbox restarted = restarted();

        assertThat(await(restarted.countRequests(ACME, noon))).isEqualTo(2);
        assertThat(await(restarted.countRequests(ACME, noon.minus(Duration.ofHours(24)))))
                .isEqualTo(3);
        assertThat(await(restarted.countRequests(ACME, noon.minus(Duration.ofHours(60)))))
                .isEqualTo(3);
    }

    @Test
    void remembersALaneThroughARestart() {
        Instant until = clock.instant().plusSeconds(86_400);
        LaneMemory memory = new LaneMemory(
                true,
                new LaneMemory.Stop("waiting", until, 0, "HubSpot answered 477"),
                new LaneMemory.Stop("unauthorized", until, 3, "BAD_REFRESH_TOKEN"),
                new LaneMemory.Learnt(50, Duration.ofSeconds(20)),
                List.of(new LaneMemory.HeldKind(new SiteKey(FLOOD), new EventType("page_view"), "refused alike")));
        await(outbox().remember(ACME, new LaneMemory(false, null, null, null, memory.held())));
        await(outbox().remember(ACME, memory));

        assertThat(await(restarted().memory(ACME))).isEqualTo(memory);

        await(outbox().remember(ACME, LaneMemory.NOTHING));
        assertThat(await(restarted().memory(ACME))).isEqualTo(LaneMemory.NOTHING);
        assertThat(await(outbox().memory(new PortalKey("other")))).isEqualTo(LaneMemory.NOTHING);
    }

    /** So many events that were tried once, when they were old. */
    private void makeLate(int events) {
        append(FLOOD, events);
        clock.pass(Duration.ofHours(1));
        List<Settlement> tried = take(events).stream()
                .<Settlement>map(lease -> new Settlement.Later(lease, clock.instant(), true))
                .toList();
        await(outbox().settle(ACME, tried));
    }

    protected final void append(String site, int events) {
        List<QueuedEvent> batch = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            batch.add(Events.of(new SiteKey(site), number, clock.instant()));
            number++;
        }
        await(outbox().append(batch));
    }

    private List<Lease> take(int limit) {
        return take(limit, Wanted.FRESH_FIRST);
    }

    private List<Lease> take(int limit, Wanted wanted) {
        return await(outbox().take(ACME, limit, wanted));
    }

    private static List<Integer> attempts(List<Lease> leases) {
        return leases.stream().map(Lease::attempts).toList();
    }

    private static Map<String, Long> sites(List<Lease> leases) {
        return leases.stream()
                .collect(Collectors.groupingBy(lease -> lease.event().site().value(), Collectors.counting()));
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
