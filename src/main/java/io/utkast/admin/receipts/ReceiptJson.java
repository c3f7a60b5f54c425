package io.utkast.admin.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.outbox.ReceiptSearch.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event of a request.
 *
 * @param visitor the first eight characters of the utk; null if the request told none
 * @param receivedAt null if the request is known from the outbox only
 * @param complete whether these are all events of the request: of one that is known from the outbox only, those that
 *     were delivered or refused are not known any more
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReceiptJson(
        String receipt,
        String site,
        @Nullable String visitor,
        @Nullable String receivedAt,
        boolean complete,
        List<Event> events) {

    /**
     * One event.
     *
     * @param index its place in the request; null if that is not known any more
     * @param id its id at HubSpot; null if it was refused
     * @param state {@code refused}, {@code duplicate}, {@code queued}, {@code held}, {@code delivered}, {@code dead} or
     *     {@code revoked}
     * @param why the reason of a refusal, or why it is held, or HubSpot's message
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            @Nullable Integer index,
            @Nullable String id,
            @Nullable String type,
            String state,
            @Nullable String why,
            @Nullable Integer attempts,
            @Nullable String notBefore,
            @Nullable Integer status,
            @Nullable String category,
            @Nullable String correlationId,
            @Nullable Boolean linked) {}

    static ReceiptJson of(Receipt receipt, Ledger.Entry entry) {
        List<Event> events = new ArrayList<>();
        for (Ledger.Line line : entry.lines()) {
            events.add(event(events.size(), line));
        }
        return new ReceiptJson(
                receipt.value(),
                entry.site(),
                prefix(entry.visitor()),
                Instant.ofEpochMilli(entry.receivedAt()).toString(),
                true,
                events);
    }

    /** @param found at least one trace */
    static ReceiptJson of(Receipt receipt, Found found) {
        Trace first = found.traces().getFirst();
        return new ReceiptJson(
                receipt.value(),
                first.event().site().value(),
                prefix(first.event().visitor()),
                null,
                false,
                found.traces().stream().map(trace -> event(null, line(trace))).toList());
    }

    private static Ledger.Line line(Trace trace) {
        Fate fate = switch (trace) {
            case Trace.Waiting waiting -> new Fate.Queued(waiting.attempts(), null);
            case Trace.Held held -> new Fate.Held(held.why());
            case Trace.Dead dead -> new Fate.Dead(dead.letter().cause());
        };
        return new Ledger.Line(trace.event().id(), trace.event().event().type().value(), fate);
    }

    private static @Nullable String prefix(@Nullable Visitor visitor) {
        return visitor == null ? null : visitor.utk().prefix();
    }

    private static Event event(@Nullable Integer index, Ledger.Line line) {
        Draft draft = new Draft(index, line.id() == null ? null : line.id().value(), line.type());
        return switch (line.fate()) {
            case Fate.Refused(var reason) -> draft.ended("refused", reason.code());
            case Fate.Duplicate _ -> draft.ended("duplicate", null);
            case Fate.Queued(int attempts, Instant notBefore) -> draft.queued(attempts, notBefore);
            case Fate.Held(String why) -> draft.ended("held", why);
            case Fate.Delivered(String correlationId, boolean linked) -> draft.delivered(correlationId, linked);
            case Fate.Dead(DeathCause cause) -> draft.dead(cause);
            case Fate.Revoked _ -> draft.ended("revoked", null);
        };
    }

    /** What all events have; each state adds its own. */
    private record Draft(
            @Nullable Integer index,
            @Nullable String id,
            @Nullable String type) {
        Event ended(String state, @Nullable String why) {
            return new Event(index, id, type, state, why, null, null, null, null, null, null);
        }

        Event queued(int attempts, @Nullable Instant notBefore) {
            String time = notBefore == null ? null : notBefore.toString();
            return new Event(index, id, type, "queued", null, attempts, time, null, null, null, null);
        }

        Event delivered(@Nullable String correlationId, boolean linked) {
            return new Event(index, id, type, "delivered", null, null, null, null, null, correlationId, linked);
        }

        Event dead(DeathCause cause) {
            return new Event(
                    index,
                    id,
                    type,
                    "dead",
                    cause.message(),
                    null,
                    null,
                    cause.status(),
                    cause.category(),
                    cause.correlationId(),
                    null);
        }
    }
}
