package io.utkast.admin.receipts;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.utkast.admin.Parameters;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.Receipt;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.outbox.ReceiptSearch.Clue;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /admin/receipts}: what became of each event of a request. */
@Path("/admin/receipts")
@Tag(name = "admin")
public class ReceiptResource {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

    private final Ledger ledger;
    private final ReceiptSearch search;

    ReceiptResource(Trail trail, Outbox outbox) {
        ledger = trail.ledger();
        search = outbox.receiptSearch();
    }

    /** From memory, else from the outbox, which is slower. */
    @GET
    @Path("/{receipt}")
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What became of each event of one request")
    public CompletionStage<ReceiptJson> receipt(@RestPath String receipt) {
        Receipt asked = Parameters.read("receipt", receipt, ReceiptResource::read);
        Optional<ReceiptJson> known = ledger.find(asked).map(entry -> ReceiptJson.of(asked, entry));
        return known.<CompletionStage<ReceiptJson>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> search.find(new Clue.OfRequest(asked)).thenApply(found -> fromOutbox(asked, found)));
    }

    /**
     * The requests of an event, likewise.
     *
     * @param event its id, as its sender made it or as HubSpot has it
     * @param correlation HubSpot's id of the answer to it
     */
    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The requests of an event, by its id or by HubSpot's correlation id")
    public CompletionStage<ReceiptsJson> receipts(
            @RestQuery @Nullable String event, @RestQuery @Nullable String correlation) {
        Clue clue = clue(event, correlation);
        Map<Receipt, Ledger.Entry> known = ledger.search(clue);
        return known.isEmpty()
                ? search.find(clue).thenApply(found -> {
                    if (found.traces().isEmpty()) {
                        throw unknown(event != null ? "event" : "correlation", found);
                    }
                    return ReceiptsJson.of(found);
                })
                : CompletableFuture.completedFuture(ReceiptsJson.of(known));
    }

    private static Clue clue(@Nullable String event, @Nullable String correlation) {
        if (event != null && correlation == null) {
            // Only ids at HubSpot have a colon.
            return event.contains(":")
                    ? new Clue.AtHubSpot(new DeliveryId(event))
                    : new Clue.OfEvent(Parameters.read("event", event, EventId::new));
        }
        if (correlation != null && event == null) {
            return new Clue.OfAnswer(correlation);
        }
        throw Parameters.wrong("event", "is needed, or else 'correlation'");
    }

    private static ReceiptJson fromOutbox(Receipt asked, Found found) {
        if (found.traces().isEmpty()) {
            throw unknown("receipt", found);
        }
        return ReceiptJson.of(asked, found);
    }

    private static WebApplicationException unknown(String parameter, Found found) {
        return Parameters.problem(
                ProblemCode.NOT_FOUND,
                "'" + parameter + "': not known, or not any more: memory has the latest requests since the start, the"
                        + " outbox what waits, is held or is dead."
                        + (found.complete() ? "" : " Of the outbox only the newest part was looked at."));
    }

    private static Receipt read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 32 characters of 0-9 and a-f, as the answer had it");
        }
        return new Receipt(text);
    }
}
