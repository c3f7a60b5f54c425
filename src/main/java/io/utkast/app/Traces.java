package io.utkast.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.utkast.deliver.Destination;
import io.utkast.event.PortalKey;
import io.utkast.event.Receipt;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the trace of a request to the call that delivers its events, by the request's receipt. The way between is kept in
 * memory only: events that wait longer, or through a restart, begin a trace of their own with the receipt in it.
 */
final class Traces {
    static final AttributeKey<String> RECEIPT = AttributeKey.stringKey("utkast.receipt");

    /** At 100 requests a second a quarter of an hour; some 20 MB. */
    private static final int MAXIMUM = 100_000;

    private static final Duration KEEP = Duration.ofMinutes(15);

    private final @Nullable Tracer tracer;
    private final Cache<Receipt, SpanContext> requests;

    /** @param telemetry null: nothing is traced, and nothing is kept */
    Traces(@Nullable OpenTelemetry telemetry, Ticker ticker) {
        tracer = telemetry == null ? null : telemetry.getTracer("io.utkast");
        requests = Caffeine.newBuilder()
                .maximumSize(MAXIMUM)
                .expireAfterWrite(KEEP)
                .ticker(ticker)
                .build();
    }

    /** Notes that the request which is being answered on this thread has this receipt. */
    Receipt noted(Receipt receipt) {
        if (tracer == null) {
            return receipt;
        }
        Span request = Span.current();
        SpanContext context = request.getSpanContext();
        if (context.isValid()) {
            request.setAttribute(RECEIPT, receipt.value());
            requests.put(receipt, context);
        }
        return receipt;
    }

    /** The destination with a span around each request. */
    Destination traced(PortalKey portal, Destination destination) {
        return tracer == null ? destination : new TracedDestination(tracer, this, portal, destination);
    }

    /** The request's span; empty if it was not traced, or too long ago. */
    Optional<SpanContext> of(Receipt receipt) {
        return Optional.ofNullable(requests.getIfPresent(receipt));
    }
}
