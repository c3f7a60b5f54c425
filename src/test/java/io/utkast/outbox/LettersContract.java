package io.utkast.outbox;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.DeadLetters.Page;
import io.utkast.outbox.DeadLetters.Replayed;
import io.utkast.support.Events;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every outbox does with dead letters. */
@Timeout(60)
public abstract class LettersContract {
    protected static final PortalKey OTHER = new PortalKey("other");
    private static final DeathCause INVALID = new DeathCause(400, "VALIDATION_ERROR", "No such Template", "c-1");
    protected static final DeathCause GONE = new DeathCause(404, null, "nothing here", null);

    protected final TestClock clock = new TestClock();

    /** The outbox of this test, empty and with room for some thousand events. */
    protected abstract Outbox outbox();

    @Test
    void pagesTheLastDeathsFirst() {
        bury(0, 2, INVALID);
        clock.pass(Duration.ofSeconds(1));
        bury(2, 5, GONE);

        Page first = await(letters().page(null, null, 3));
        // What dies meanwhile comes before the first page, and moves nothing behind it.
        clock.pass(Duration.ofSeconds(1));
        bury(5, 6, GONE);
        Page second = await(letters().page(null, first.next(), 3));

        assertThat(events(first)).containsExactly(pageView(4), pageView(3), pageView(2));
        assertThat(events(second)).containsExactly(pageView(1), pageView(0));
        assertThat(second.next()).isNull();
        assertThat(second.letters().getLast()).satisfies(letter -> {
            assertThat(letter.cause()).isEqualTo(INVALID);
            assertThat(letter.diedAt()).isEqualTo(TestClock.START.plusSeconds(10));
            assertThat(letter.deaths()).isOne();
        });
    }

    @Test
    void pagesOnePortal() {
        bury(0, 1, GONE);
        bury(OTHER, 1, 2, GONE);

        assertThat(events(await(letters().page(OTHER, null, 10)))).containsExactly(pageView(OTHER, 1));
        assertThat(events(await(letters().page(new PortalKey("unknown"), null, 10))))
                .isEmpty();
    }

    @Test
    void dropsOneLetter() {
        bury(0, 2, GONE);
        long id = await(letters().page(null, null, 10)).letters().getLast().id();

        assertThat(await(letters().drop(id))).isTrue();
        assertThat(await(letters().drop(id))).isFalse();

        assertThat(events(await(letters().page(null, null, 10)))).containsExactly(pageView(1));
        assertThat(await(letters().figures()).count()).isOne();
    }

    @Test
    void countsWhatAFilterMatches() {
        bury(0, 2, INVALID);
        clock.pass(Duration.ofSeconds(1));
        Instant later = clock.instant();
        bury(2, 5, GONE);
        bury(OTHER, 5, 6, GONE);

        assertThat(count(Filter.ALL)).isEqualTo(Map.of(ACME, 5L, OTHER, 1L));
        assertThat(count(new Filter(ACME, null, null, null, null, null))).isEqualTo(Map.of(ACME, 5L));
        assertThat(count(new Filter(null, 400, null, null, null, null))).isEqualTo(Map.of(ACME, 2L));
        assertThat(count(new Filter(null, null, "VALIDATION_ERROR", null, null, null)))
                .isEqualTo(Map.of(ACME, 2L));
        assertThat(count(new Filter(null, null, null, "such template", null, null)))
                .isEqualTo(Map.of(ACME, 2L));
        assertThat(count(new Filter(null, null, null, null, later.plusSeconds(10), null)))
                .isEqualTo(Map.of(ACME, 3L, OTHER, 1L));
        assertThat(count(new Filter(null, null, null, null, null, later.plusSeconds(10))))
                .isEqualTo(Map.of(ACME, 2L));
        assertThat(count(new Filter(OTHER, 400, null, null, null, null))).isEmpty();
    }

    @Test
    void replayedLetterIsTheSameEventAgain() {
        bury(0, 3, INVALID);
        bury(3, 4, GONE);
        List<PortalKey> rung = new CopyOnWriteArrayList<>();
        outbox().onArrival(ACME, () -> rung.add(ACME));

        Replayed replayed = await(letters().replay(new Filter(null, 400, null, null, null, null)));

        assertThat(replayed).isEqualTo(new Replayed(3, 0, 0, null));
        Awaitility.await().untilAsserted(() -> assertThat(rung).contains(ACME));
        assertThat(events(take())).containsExactlyElementsOf(pageViews(0, 3));
        assertThat(events(await(letters().page(null, null, 10)))).containsExactly(pageView(3));
    }

    @Test
    void replayedLettersGiveWayToFreshEvents() {
        bury(0, 1, GONE);
        await(letters().replay(Filter.ALL));
        append(pageViews(5, 6));

        assertThat(events(await(outbox().take(ACME, 10, Wanted.FRESH_FIRST))))
                .containsExactly(pageView(5), pageView(0));
    }

    @Test
    void letterThatDiesAgainTellsHowOften() {
        bury(0, 1, INVALID);
        await(letters().replay(Filter.ALL));
        clock.pass(Duration.ofMinutes(1));
        settle(new Settlement.Dead(take().getFirst(), GONE));
        await(letters().replay(Filter.ALL));
        settle(new Settlement.Dead(take().getFirst(), GONE));

        assertThat(await(letters().page(null, null, 10)).letters())
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.deaths()).isEqualTo(3);
                    assertThat(letter.cause()).isEqualTo(GONE);
                    assertThat(letter.event()).isEqualTo(pageView(0));
                });
    }

    @Test
    void listenersHearOfSettlements() {
        List<Settlement> told = new ArrayList<>();
        outbox().onSettled(told::addAll);
        append(pageViews(0, 2));
        List<Lease> leases = take(2);

        settle(
                new Settlement.Delivered(leases.get(0), true, "c-7"),
                new Settlement.Later(leases.get(1), clock.instant(), true));

        assertThat(told)
                .containsExactly(
                        new Settlement.Delivered(leases.get(0), true, "c-7"),
                        new Settlement.Later(leases.get(1), clock.instant(), true));
    }

    protected final DeadLetters letters() {
        return outbox().deadLetters();
    }

    protected final Map<PortalKey, Long> count(Filter filter) {
        return await(letters().count(filter));
    }

    protected final void bury(int from, int to, DeathCause cause) {
        bury(ACME, from, to, cause);
    }

    protected final void bury(PortalKey portal, int from, int to, DeathCause cause) {
        append(Events.pageViews(portal, from, to));
        List<Settlement> deaths = await(outbox().take(portal, 100)).stream()
                .<Settlement>map(lease -> new Settlement.Dead(lease, cause))
                .toList();
        await(outbox().settle(portal, deaths));
    }

    protected final void append(List<QueuedEvent> events) {
        assertThat(await(outbox().append(events))).isEqualTo(new Appended.Stored());
        // Events are accepted at their own time, which comes.
        clock.pass(Duration.ofSeconds(10));
    }

    protected final List<Lease> take() {
        return take(1_000);
    }

    protected final List<Lease> take(int limit) {
        return await(outbox().take(ACME, limit));
    }

    protected final void settle(Settlement... settlements) {
        await(outbox().settle(ACME, List.of(settlements)));
    }

    protected static List<QueuedEvent> events(List<Lease> leases) {
        return leases.stream().map(Lease::event).toList();
    }

    protected static List<QueuedEvent> events(Page page) {
        return page.letters().stream().map(DeadLetter::event).toList();
    }

    protected static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
