package io.utkast.outbox.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.BrowserEvent;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.support.QueuedEvents;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final String ELSEWHERE = "landing.example.org";

    @Test
    void readsBackWhatItWrote() {
        QueuedEvent event = withText(QueuedEvents.pageView(1), "\"Ö\" \\ \u2028 \uD83D\uDE00");

        assertThat(decoded(EventCodec.encode(event), event)).isEqualTo(event);
    }

    /** The bytes are gathered in a place that is used again. */
    @Test
    void shortEventAfterLongOneHoldsNothingOfIt() {
        QueuedEvent longOne = withText(QueuedEvents.pageView(1), "long ".repeat(20_000));
        QueuedEvent shortOne = QueuedEvents.pageView(2);

        byte[] longBody = EventCodec.encode(longOne);
        byte[] shortBody = EventCodec.encode(shortOne);

        assertThat(decoded(longBody, longOne)).isEqualTo(longOne);
        assertThat(decoded(shortBody, shortOne)).isEqualTo(shortOne);
        assertThat(new String(shortBody, UTF_8)).doesNotContain("long");
    }

    @Test
    void visitorsDomainStandsInTheBodyOnlyIfItIsAnotherThanThePages() {
        QueuedEvent home = QueuedEvents.pageView(1);
        QueuedEvent away = onPageOf(home, ELSEWHERE);

        assertThat(home.domain()).isEqualTo(home.visitor().domain());
        assertThat(new String(EventCodec.encode(home), UTF_8)).doesNotContain("visitorDomain");
        assertThat(EventCodec.visitorDomain(EventCodec.encode(home)))
                .isEqualTo(home.visitor().domain());
        assertThat(decoded(EventCodec.encode(away), away)).isEqualTo(away);
        assertThat(EventCodec.visitorDomain(EventCodec.encode(away)))
                .isEqualTo(home.visitor().domain());
    }

    /** As earlier versions wrote it. */
    @Test
    void readsBodyThatNamesTheSameDomainTwice() {
        QueuedEvent event = QueuedEvents.pageView(1);
        String body = new String(EventCodec.encode(event), UTF_8);
        String domain = "\"domain\":\"" + event.domain() + "\"";
        byte[] old = body.replace(domain, domain + ",\"visitorDomain\":\"" + event.domain() + "\"")
                .getBytes(UTF_8);

        assertThat(new String(old, UTF_8)).contains("visitorDomain");
        assertThat(decoded(old, event)).isEqualTo(event);
    }

    @Test
    void domainOfABodyThatCannotBeReadIsUnknown() {
        byte[] body = EventCodec.encode(QueuedEvents.pageView(1));
        byte[] half = Arrays.copyOf(body, body.length - 1);

        assertThat(EventCodec.visitorDomain(half)).isNull();
        assertThat(EventCodec.visitorDomain("{}".getBytes(UTF_8))).isNull();
    }

    private static QueuedEvent decoded(byte[] body, QueuedEvent event) {
        return EventCodec.decode(
                body,
                new EventRow(
                        1,
                        event.id(),
                        event.portal(),
                        event.site(),
                        event.visitor().utk(),
                        event.acceptedAt()));
    }

    private static QueuedEvent onPageOf(QueuedEvent event, String domain) {
        return new QueuedEvent(
                event.id(),
                event.portal(),
                event.site(),
                new Visitor(event.visitor().domain(), event.visitor().utk()),
                domain,
                event.event(),
                event.receipt(),
                event.acceptedAt());
    }

    private static QueuedEvent withText(QueuedEvent event, String text) {
        BrowserEvent page = event.event();
        return new QueuedEvent(
                event.id(),
                event.portal(),
                event.site(),
                event.visitor(),
                event.domain(),
                new BrowserEvent(
                        page.id(), page.type(), page.at(), page.url(), text, page.referrer(), Map.of("text", text)),
                event.receipt(),
                event.acceptedAt());
    }
}
