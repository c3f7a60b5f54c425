package io.utkast.admin.receipts;

import io.smallrye.common.annotation.NonBlocking;
import io.utkast.admin.Parameters;
import io.utkast.event.Receipt;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code GET /admin/receipts/{receipt}}: what became of each event of one request. */
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
                .orElseGet(() -> search.find(asked).thenApply(found -> fromOutbox(asked, found)));
    }

    private static ReceiptJson fromOutbox(Receipt asked, ReceiptSearch.Found found) {
        if (found.traces().isEmpty()) {
            throw Parameters.problem(
                    ProblemCode.NOT_FOUND,
                    "'receipt': not known, or not any more: memory has the latest requests since the start, the"
                            + " outbox what waits, is held or is dead."
                            + (found.complete() ? "" : " Of the outbox only the newest part was looked at."));
        }
        return ReceiptJson.of(asked, found);
    }

    private static Receipt read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be 32 characters of 0-9 and a-f, as the answer had it");
        }
        return new Receipt(text);
    }
}
