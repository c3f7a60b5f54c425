package io.utkast.outbox;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.UTK;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.outbox.Revocations.Revoked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every outbox does, beside keeping dead letters, for visitors who take consent back. */
public abstract class VisitorsContract extends LettersContract {
    protected static final Visitor VISITOR = new Visitor("www.example.com", UTK);
    protected static final Visitor STRANGER =
            new Visitor("www.example.com", new Utk("ffffffffffffffffffffffffffffffff"));

    @Test
    void revocationRemovesWhatWaitsForTheVisitorAndNothingElse() {
        List<QueuedEvent> told = new ArrayList<>();
        outbox().revocations().onDropped(told::addAll);
        bury(0, 1, GONE);
        append(pageViews(1, 4));
        append(List.of(stranger(9)));
        settle(new Settlement.Held(take(1).getFirst(), "template"));
        take(1);

        Revoked revoked = await(outbox().revocations().revoke(VISITOR));

        assertThat(revoked).isInstanceOfSatisfying(Revoked.Done.class, done -> {
            assertThat(done.queued()).containsExactlyInAnyOrder(pageView(1), pageView(3));
            assertThat(done.deadLetters()).isOne();
            assertThat(done.leased()).isOne();
        });
        assertThat(told).containsExactlyInAnyOrder(pageView(1), pageView(3));
        assertThat(await(letters().page(null, null, 10)).letters()).isEmpty();
        assertThat(events(take())).containsExactly(stranger(9));
    }

    @Test
    void tombstoneForbidsAllUntilLiftedThenOnlyWhatWasBefore() {
        Instant before = clock.instant().minusSeconds(1);
        Revocations revocations = outbox().revocations();
        assertThat(revocations.forbid(VISITOR, before)).isFalse();

        await(revocations.revoke(VISITOR));
        Instant after = clock.instant().plusSeconds(1);
        assertThat(revocations.forbid(VISITOR, before)).isTrue();
        assertThat(revocations.forbid(VISITOR, after)).isTrue();
        assertThat(revocations.forbid(STRANGER, before)).isFalse();
        assertThat(revocations.forbid(new Visitor("blog.example.net", UTK), before))
                .isFalse();

        await(revocations.lift(VISITOR));
        assertThat(revocations.forbid(VISITOR, before)).isTrue();
        assertThat(revocations.forbid(VISITOR, after)).isFalse();

        await(revocations.revoke(VISITOR));
        assertThat(revocations.forbid(VISITOR, after)).isTrue();
    }

    @Test
    void eventBeingSentIsSettledAsItEndsButNotRetried() {
        append(pageViews(0, 4));
        List<Lease> leases = take(4);
        await(outbox().revocations().revoke(VISITOR));

        settle(
                new Settlement.Delivered(leases.get(0), true),
                new Settlement.Later(leases.get(1), clock.instant(), true),
                new Settlement.Held(leases.get(2), "template"),
                new Settlement.Dead(leases.get(3), GONE));

        clock.pass(Duration.ofDays(1));
        await(outbox().release(ACME));
        assertThat(take()).isEmpty();
        assertThat(await(letters().page(null, null, 10)).letters()).isEmpty();
        assertThat(await(outbox().status()).queued()).isZero();
    }

    @Test
    void eventGivenBackAfterTheRevocationIsGone() {
        append(pageViews(0, 2));
        List<Lease> leases = take(2);
        await(outbox().revocations().revoke(VISITOR));

        outbox().giveBack(ACME, leases);

        assertThat(take()).isEmpty();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(await(outbox().status()).queued()).isZero());
    }

    @Test
    void lateEventOfTheVisitorIsDroppedAtTake() {
        List<QueuedEvent> told = new ArrayList<>();
        await(outbox().revocations().revoke(VISITOR));
        outbox().revocations().onDropped(told::addAll);
        append(pageViews(0, 2));
        append(List.of(stranger(9)));

        assertThat(events(take())).containsExactly(stranger(9));
        assertThat(take()).isEmpty();

        assertThat(await(outbox().status()).queued()).isOne();
        assertThat(told).containsExactlyInAnyOrderElementsOf(pageViews(0, 2));
    }

    /** An event of another visitor. */
    protected static QueuedEvent stranger(int number) {
        QueuedEvent own = pageView(number);
        return new QueuedEvent(
                DeliveryId.of("acme", own.site(), STRANGER.utk(), new EventId("stranger-" + number)),
                own.portal(),
                own.site(),
                STRANGER,
                own.domain(),
                own.event(),
                own.receipt(),
                own.acceptedAt());
    }
}
