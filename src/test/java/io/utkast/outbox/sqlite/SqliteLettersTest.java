package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.UTK;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeadLetters.Figures;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.DeadLetters.Replayed;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.ReceiptSearch.Clue;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.outbox.ReceiptSearch.Trace;
import io.utkast.outbox.Revocations.Revoked;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.VisitorsContract;
import io.utkast.support.StoredEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded outbox keeps the contract of letters and tombstones on a real file, through restarts and in its bounds. */
class SqliteLettersTest extends VisitorsContract {
    @TempDir
    private Path directory;

    private OutboxSettings settings;
    private SqliteOutbox outbox;

    @BeforeEach
    void open() {
        settings = SqliteOutboxes.settings(directory);
        outbox = SqliteOutboxes.open(settings, clock);
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Override
    protected Outbox outbox() {
        return outbox;
    }

    private void restart(OutboxSettings changed) {
        outbox.close();
        settings = changed;
        outbox = SqliteOutboxes.open(changed, clock);
    }

    @Test
    void tombstoneSurvivesRestart() {
        append(pageViews(0, 1));
        await(outbox.revocations().revoke(VISITOR));
        await(outbox.revocations().revoke(STRANGER));
        await(outbox.revocations().lift(STRANGER));

        restart(settings);

        assertThat(outbox.revocations().forbid(VISITOR, clock.instant())).isTrue();
        assertThat(outbox.revocations().forbid(STRANGER, clock.instant())).isFalse();
        assertThat(outbox.revocations().forbid(STRANGER, clock.instant().minusSeconds(60)))
                .isTrue();
        append(pageViews(1, 2));
        assertThat(take()).isEmpty();
        assertThat(await(outbox.status()).queued()).isZero();
    }

    @Test
    void tombstoneIsForgottenInTheEnd() {
        await(outbox.revocations().revoke(VISITOR));

        clock.pass(SqliteOutboxes.TOMBSTONES_KEEP.plusSeconds(1));
        restart(settings);

        assertThat(outbox.revocations().forbid(VISITOR, clock.instant())).isFalse();
    }

    @Test
    void revocationThatIsNotDurableSaysSoAndIsObeyedAllTheSame() throws SQLException {
        append(pageViews(0, 1));
        try (StoredEvents file = new StoredEvents(settings.file())) {
            file.refuseDeletions();
            assertThat(await(outbox.revocations().revoke(VISITOR))).isInstanceOf(Revoked.Unavailable.class);
            assertThat(outbox.revocations().forbid(VISITOR, clock.instant())).isTrue();

            file.refuseNothing();
            assertThat(await(outbox.revocations().revoke(VISITOR)))
                    .isInstanceOfSatisfying(
                            Revoked.Done.class,
                            done -> assertThat(done.queued()).containsExactly(pageView(0)));
            assertThat(file.count()).isZero();
        }
    }

    @Test
    void revocationFindsEventsInALongQueue() {
        for (int first = 0; first < 45_000; first += 5_000) {
            assertThat(await(outbox.append(pageViews(first, first + 5_000)))).isNotNull();
        }
        append(List.of(stranger(1)));

        assertThat(await(outbox.revocations().revoke(STRANGER)))
                .isInstanceOfSatisfying(
                        Revoked.Done.class, done -> assertThat(done.queued()).containsExactly(stranger(1)));
        assertThat(await(outbox.status()).queued()).isEqualTo(45_000);
    }

    @Test
    void replayStopsWhereTheOutboxIsFullAndTellsWhatIsLeft() {
        bury(0, 8, GONE);
        restart(SqliteOutboxes.withMaxEvents(settings, 5, 1));

        Replayed replayed = await(letters().replay(Filter.ALL));

        assertThat(replayed).isEqualTo(new Replayed(5, 0, 3, "utkast.outbox.max-events"));
        assertThat(await(outbox.status()).queued()).isEqualTo(5);
        assertThat(await(letters().figures()).count()).isEqualTo(3);
        assertThat(events(take())).containsExactlyElementsOf(pageViews(0, 5));
    }

    @Test
    void replayedEventIsMarkedForTheLanes() throws SQLException {
        bury(0, 2, GONE);
        await(letters().replay(new Filter(ACME, null, null, null, null, null)));
        append(pageViews(5, 6));

        try (StoredEvents file = new StoredEvents(settings.file())) {
            assertThat(file.number("SELECT count(*) FROM event WHERE replayed = 1"))
                    .isEqualTo(2);
            assertThat(file.number("SELECT count(*) FROM event WHERE replayed = 0"))
                    .isOne();
        }
    }

    @Test
    void expiredLettersAreCountedAndNearBoundsTold() {
        restart(SqliteOutboxes.withDeadLetters(settings, 10, Duration.ofDays(10)));
        bury(0, 8, GONE);
        assertThat(await(letters().figures()).warning()).isNull();
        bury(8, 9, GONE);
        assertThat(await(letters().figures()).warning()).contains("90 %", "utkast.dead-letters.maximum");
        bury(9, 13, GONE);

        Figures full = await(letters().figures());
        assertThat(full.count()).isEqualTo(10);
        assertThat(full.expired()).isEqualTo(3);
        assertThat(events(await(letters().page(null, null, 100)))).hasSize(10).doesNotContain(pageView(2));
    }

    @Test
    void nearExpiryByAgeIsTold() {
        restart(SqliteOutboxes.withDeadLetters(settings, 10, Duration.ofDays(10)));
        bury(0, 1, GONE);
        clock.pass(Duration.ofDays(7));
        assertThat(await(letters().figures()).warning()).isNull();

        clock.pass(Duration.ofDays(2));

        Figures old = await(letters().figures());
        assertThat(old.warning()).contains("24 hours", "utkast.dead-letters.keep");
        assertThat(Objects.requireNonNull(old.oldest()))
                .isBefore(clock.instant().minus(Duration.ofDays(8)));
    }

    @Test
    void receiptFindsWhatWaitsIsHeldAndIsDead() {
        bury(0, 1, GONE);
        append(pageViews(1, 4));
        List<Lease> leases = take(2);
        settle(
                new Settlement.Held(leases.get(0), "template"),
                new Settlement.Later(leases.get(1), clock.instant(), true));
        restart(settings);

        Found found =
                await(outbox.receiptSearch().find(new Clue.OfRequest(pageView(0).receipt())));

        assertThat(found.complete()).isTrue();
        assertThat(found.traces()).hasSize(4);
        assertThat(found.traces().get(0)).isEqualTo(new Trace.Held(pageView(1), "template"));
        assertThat(found.traces().get(1)).isEqualTo(new Trace.Waiting(pageView(2), 1));
        assertThat(found.traces().get(2)).isEqualTo(new Trace.Waiting(pageView(3), 0));
        assertThat(found.traces().get(3))
                .isInstanceOfSatisfying(
                        Trace.Dead.class,
                        dead -> assertThat(dead.letter().cause()).isEqualTo(GONE));
        assertThat(await(outbox.receiptSearch().find(new Clue.OfRequest(new Receipt("f".repeat(32)))))
                        .traces())
                .isEmpty();
    }

    @Test
    void eventsAreFoundByTheirIdsAndByTheAnswerThatRefusedThem() {
        bury(0, 1, new DeathCause(400, "BAD", "no", "corr-5"));
        append(pageViews(1, 3));

        for (Clue clue : List.of(
                new Clue.OfEvent(pageView(2).event().id()),
                new Clue.AtHubSpot(pageView(2).id()))) {
            assertThat(find(clue)).containsExactly(new Trace.Waiting(pageView(2), 0));
        }
        for (Clue clue : List.of(
                new Clue.OfEvent(pageView(0).event().id()),
                new Clue.AtHubSpot(pageView(0).id()),
                new Clue.OfAnswer("corr-5"))) {
            assertThat(find(clue)).extracting(Trace::event).containsExactly(pageView(0));
        }
        assertThat(find(new Clue.OfAnswer("another"))).isEmpty();
    }

    private List<Trace> find(Clue clue) {
        return await(outbox.receiptSearch().find(clue)).traces();
    }

    @Test
    void otherDomainsVisitorOfTheSameUtkIsLeftAlone() {
        append(pageViews(0, 2));

        await(outbox.revocations().revoke(new Visitor("blog.example.net", UTK)));

        assertThat(events(take())).containsExactlyElementsOf(pageViews(0, 2));
    }
}
