package io.utkast.admin.receipts;

import static io.utkast.support.Events.pageView;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admit.EventVerdict;
import io.utkast.collect.Handled;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.ReceiptSearch.Clue;
import io.utkast.outbox.Settlement;
import io.utkast.support.Events;
import io.utkast.support.Sites;
import io.utkast.support.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the ledger knows of a request as its events go their way. */
class LedgerTest {
    private static final Instant SOON = TestClock.START.plusSeconds(30);
    private static final DeathCause CAUSE = new DeathCause(400, "BAD", "no", "corr-1");

    private final TestClock clock = new TestClock();
    private final Ledger ledger = new Ledger(10, Duration.ofHours(1), clock, clock.ticker());

    @Test
    void followsEventsThroughSettlements() {
        note(pageView(0), pageView(1), pageView(2), pageView(3), pageView(4));

        ledger.settled(List.of(
                new Settlement.Delivered(lease(0), true, "corr-7"),
                new Settlement.Later(lease(1), SOON, true),
                new Settlement.Held(lease(2), "template"),
                new Settlement.Dead(lease(3), CAUSE)));
        ledger.dropped(List.of(pageView(4)));

        assertThat(fates())
                .containsExactly(
                        new Fate.Delivered("corr-7", true),
                        new Fate.Queued(1, SOON),
                        new Fate.Held("template"),
                        new Fate.Dead(CAUSE),
                        Fate.REVOKED);
    }

    @Test
    void ofTwinsTheStoredOneIsFollowed() {
        QueuedEvent stored = pageView(0);
        QueuedEvent twin = pageView(0);
        ledger.note(new Handled(
                Sites.shop(),
                stored.visitor(),
                stored.receipt(),
                List.of(),
                List.of(
                        new EventVerdict.Admitted(stored),
                        new EventVerdict.Admitted(twin),
                        new EventVerdict.Refused(Reason.BOT)),
                List.of(stored)));

        ledger.settled(List.of(new Settlement.Delivered(lease(0), false, null)));

        assertThat(fates())
                .containsExactly(new Fate.Delivered(null, false), Fate.DUPLICATE, new Fate.Refused(Reason.BOT));
    }

    @Test
    void findsRequestsByAnEventsIdsAndByHubSpotsAnswer() {
        note(pageView(0), pageView(1));
        ledger.settled(
                List.of(new Settlement.Delivered(lease(0), true, "corr-7"), new Settlement.Dead(lease(1), CAUSE)));

        for (Clue clue : List.of(
                new Clue.OfRequest(pageView(0).receipt()),
                new Clue.OfEvent(pageView(1).event().id()),
                new Clue.AtHubSpot(pageView(1).id()),
                new Clue.OfAnswer("corr-7"),
                new Clue.OfAnswer("corr-1"))) {
            assertThat(ledger.search(clue))
                    .as("%s", clue)
                    .containsOnlyKeys(pageView(0).receipt());
        }
        for (Clue clue : List.of(
                new Clue.OfRequest(new Receipt("another")),
                new Clue.OfEvent(pageView(2).event().id()),
                new Clue.AtHubSpot(pageView(2).id()),
                new Clue.OfAnswer("corr-9"))) {
            assertThat(ledger.search(clue)).as("%s", clue).isEmpty();
        }
    }

    @Test
    void forgetsByAgeAndByVisitor() {
        note(pageView(0));
        assertThat(ledger.forget(new Visitor("other.example.com", Events.UTK))).isZero();
        assertThat(ledger.forget(pageView(0).visitor())).isOne();
        assertThat(ledger.find(pageView(0).receipt())).isEmpty();

        note(pageView(0));
        clock.pass(Duration.ofHours(2));
        assertThat(ledger.find(pageView(0).receipt())).isEmpty();
        ledger.settled(List.of(new Settlement.Delivered(lease(0), true, null)));
        assertThat(ledger.find(pageView(0).receipt())).isEmpty();
    }

    private void note(QueuedEvent... events) {
        ledger.note(new Handled(
                Sites.shop(),
                events[0].visitor(),
                events[0].receipt(),
                List.of(),
                Stream.of(events).<EventVerdict>map(EventVerdict.Admitted::new).toList(),
                List.of(events)));
    }

    private List<Fate> fates() {
        return Stream.of(ledger.find(pageView(0).receipt()).orElseThrow().lines())
                .map(Ledger.Line::fate)
                .toList();
    }

    private static Lease lease(int number) {
        return new Lease(number, 0, pageView(number));
    }
}
