package io.utkast.admin.visitors;

import io.smallrye.common.annotation.NonBlocking;
import io.utkast.admin.AuditNotes;
import io.utkast.admin.Parameters;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/visitors/erase}: removes all that the gateway keeps of a visitor. */
@Path("/admin/visitors/erase")
@Tag(name = "admin")
public class EraseResource {
    private final Eraser eraser;
    private final AuditNotes audit;

    EraseResource(Eraser eraser, AuditNotes audit) {
        this.eraser = eraser;
        this.audit = audit;
    }

    /** The body is {@code {"utk":…,"domain":…}}, with the domain of the site. */
    @POST
    @NonBlocking
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Erase a visitor; tells what remains at HubSpot")
    public CompletionStage<EraseAnswer> erase(@Nullable String body) {
        Visitor visitor = visitor(body);
        audit.add("visitor=" + visitor.utk().prefix());
        return eraser.erase(visitor);
    }

    private static Visitor visitor(@Nullable String body) {
        JsonObject json;
        try {
            json = new JsonObject(body == null || body.isBlank() ? "{}" : body);
        } catch (DecodeException | ClassCastException e) {
            throw Parameters.wrong("body", "must be a JSON object: {\"utk\":…,\"domain\":…}");
        }
        Utk utk = Utk.parse(text(json, "utk"))
                .orElseThrow(() -> Parameters.wrong("utk", "must be 32 characters of 0-9 and a-f"));
        return new Visitor(text(json, "domain").toLowerCase(Locale.ROOT), utk);
    }

    private static String text(JsonObject json, String name) {
        if (json.getValue(name) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw Parameters.wrong(name, "is needed, as text");
    }
}
