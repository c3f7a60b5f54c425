package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.Lease;
import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracesTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final AtomicLong nanos = new AtomicLong();
    private final Traces traces = new Traces(TELEMETRY.getOpenTelemetry(), nanos::get);
    private final Tracer browser = TELEMETRY.getOpenTelemetry().getTracer("browser");
    private final FakeHubSpot hubSpot = new FakeHubSpot();
    private final Destination destination = traces.traced(QueuedEvents.ACME, hubSpot);

    /** Sees the trace in which it is called. */
    private static final class FakeHubSpot implements Destination {
        private final List<String> seenTraces = new ArrayList<>();
        private Outcome next = new Outcome.Delivered(Set.of(), QuotaSeen.NONE);

        @Override
        public Optional<String> obstacle(QueuedEvent event) {
            return Optional.of("told by the destination");
        }

        @Override
        public Outcome send(List<Lease> batch) {
            seenTraces.add(Span.current().getSpanContext().getTraceId());
            return next;
        }
    }

    @Test
    void aRequestsOwnBatchIsPartOfItsTrace() {
        QueuedEvent event = QueuedEvents.pageViews(1).getFirst();
        String trace = request(event.receipt());

        destination.send(List.of(new Lease(1, 0, event)));

        assertThat(hubSpot.seenTraces).containsExactly(trace);
        SpanData deliver = deliver();
        assertThat(deliver.getTraceId()).isEqualTo(trace);
        assertThat(deliver.getAttributes().asMap().toString())
                .contains("acme", "Delivered", event.receipt().value());
        assertThat(span("POST /v1/events").getAttributes().get(Traces.RECEIPT))
                .isEqualTo(event.receipt().value());
    }

    @Test
    void aBatchOfSeveralRequestsIsLinkedToThem() {
        QueuedEvent first = withReceipt("00000000000000000000000000000001");
        QueuedEvent second = withReceipt("00000000000000000000000000000002");
        QueuedEvent untraced = withReceipt("00000000000000000000000000000003");
        String one = request(first.receipt());
        String two = request(second.receipt());

        destination.send(List.of(new Lease(1, 0, first), new Lease(2, 0, second), new Lease(3, 0, untraced)));

        assertThat(deliver().getLinks())
                .extracting((LinkData link) -> link.getSpanContext().getTraceId())
                .containsExactly(one, two);
        assertThat(deliver().getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void anEventThatWaitedLongBeginsATraceOfItsOwn() {
        QueuedEvent event = withReceipt("00000000000000000000000000000004");
        String trace = request(event.receipt());
        nanos.addAndGet(Duration.ofMinutes(16).toNanos());

        destination.send(List.of(new Lease(1, 0, event)));

        assertThat(deliver().getTraceId()).isNotEqualTo(trace);
        assertThat(deliver().getAttributes().asMap().toString())
                .contains(event.receipt().value());
    }

    @Test
    void failureIsShownAndTheRestIsTheDestinationsOwn() {
        QueuedEvent event = QueuedEvents.pageViews(1).getFirst();
        Outcome failure = new Outcome.Unauthorized("no", QuotaSeen.NONE);
        hubSpot.next = failure;

        assertThat(destination.send(List.of(new Lease(1, 0, event)))).isSameAs(failure);
        assertThat(destination.obstacle(event)).contains("told by the destination");
        assertThat(destination.flaw(event)).isEmpty();
        assertThat(deliver().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aBuildWithoutTracingChangesNothing() {
        Traces off = new Traces(null, nanos::get);
        Receipt receipt = new Receipt("00000000000000000000000000000006");

        assertThat(off.traced(QueuedEvents.ACME, hubSpot)).isSameAs(hubSpot);
        assertThat(off.noted(receipt)).isSameAs(receipt);
    }

    @Test
    void withoutATraceNothingIsNoted() {
        Receipt receipt = new Receipt("00000000000000000000000000000005");

        assertThat(traces.noted(receipt)).isEqualTo(receipt);
        assertThat(traces.of(receipt)).isEmpty();
    }

    /** A browser's request, as the server's instrumentation makes it a span; returns its trace. */
    private String request(Receipt receipt) {
        Span span = browser.spanBuilder("POST /v1/events").startSpan();
        try (Scope _ = span.makeCurrent()) {
            traces.noted(receipt);
        } finally {
            span.end();
        }
        return span.getSpanContext().getTraceId();
    }

    private static QueuedEvent withReceipt(String receipt) {
        QueuedEvent event = QueuedEvents.pageViews(1).getFirst();
        return new QueuedEvent(
                event.id(),
                event.portal(),
                event.site(),
                event.visitor(),
                event.domain(),
                event.event(),
                new Receipt(receipt),
                event.acceptedAt());
    }

    private static SpanData deliver() {
        return span("deliver");
    }

    private static SpanData span(String name) {
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
