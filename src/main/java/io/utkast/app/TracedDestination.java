package io.utkast.app;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.util.List;
import java.util.Optional;

/** A destination whose requests are spans: part of the browser's trace if a batch is of one request, else linked to them. */
final class TracedDestination implements Destination {
    private static final AttributeKey<String> PORTAL = AttributeKey.stringKey("utkast.portal");
    private static final AttributeKey<Long> EVENTS = AttributeKey.longKey("utkast.events");
    private static final AttributeKey<List<String>> RECEIPTS = AttributeKey.stringArrayKey("utkast.receipts");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("utkast.outcome");

    private final Tracer tracer;
    private final Traces traces;
    private final PortalKey portal;
    private final Destination destination;

    TracedDestination(Tracer tracer, Traces traces, PortalKey portal, Destination destination) {
        this.tracer = tracer;
        this.traces = traces;
        this.portal = portal;
        this.destination = destination;
    }

    @Override
    public Optional<String> obstacle(QueuedEvent event) {
        return destination.obstacle(event);
    }

    @Override
    public Optional<DeathCause> flaw(QueuedEvent event) {
        return destination.flaw(event);
    }

    @Override
    public Outcome send(List<Lease> batch) {
        Span span = begin(batch);
        try (Scope _ = span.makeCurrent()) {
            Outcome outcome = destination.send(batch);
            span.setAttribute(OUTCOME, outcome.getClass().getSimpleName());
            if (!isSuccess(outcome)) {
                span.setStatus(StatusCode.ERROR);
            }
            return outcome;
        } finally {
            span.end();
        }
    }

    private Span begin(List<Lease> batch) {
        List<Receipt> receipts =
                batch.stream().map(lease -> lease.event().receipt()).distinct().toList();
        SpanBuilder builder = tracer.spanBuilder("deliver")
                .setAttribute(PORTAL, portal.value())
                .setAttribute(EVENTS, (long) batch.size())
                .setAttribute(RECEIPTS, receipts.stream().map(Receipt::value).toList());
        List<SpanContext> requests =
                receipts.stream().map(traces::of).flatMap(Optional::stream).toList();
        if (receipts.size() == 1 && requests.size() == 1) {
            builder.setParent(Context.root().with(Span.wrap(requests.getFirst())));
        } else {
            builder.setNoParent();
            requests.forEach(builder::addLink);
        }
        return builder.startSpan();
    }

    private static boolean isSuccess(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _, Outcome.Partly _, Outcome.AlreadyThere _ -> true;
            case Outcome.TryLater _,
                    Outcome.Refused _,
                    Outcome.Misdirected _,
                    Outcome.Unauthorized _,
                    Outcome.SplitAndRetry _ -> false;
        };
    }
}
