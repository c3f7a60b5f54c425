package io.utkast.admin.letters;

import io.smallrye.common.annotation.NonBlocking;
import io.utkast.admin.AuditNotes;
import io.utkast.admin.Parameters;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /admin/dead-letters}: look, replay, drop. */
@Path("/admin/dead-letters")
@Tag(name = "admin")
@NonBlocking
public class LetterResource {
    private static final int USUAL_LIMIT = 100;

    private final Letters letters;
    private final AuditNotes audit;

    LetterResource(Letters letters, AuditNotes audit) {
        this.letters = letters;
        this.audit = audit;
    }

    /** Letters, those that died last first; {@code after} is the {@code next} of the page before. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Dead letters, those that died last first")
    public CompletionStage<LetterJson.Page> page(
            @RestQuery @Nullable String portal, @RestQuery @Nullable String after, @RestQuery @Nullable String limit) {
        return letters.page(
                Parameters.portal(portal),
                after == null ? null : Parameters.read("after", after, PlaceText::read),
                Parameters.limit(limit, USUAL_LIMIT));
    }

    /** Puts matching letters back into the queue; the filter may stand in the body, in the query or in both. */
    @POST
    @Path("/replay")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replay dead letters by portal, status, category, text and time of death")
    public CompletionStage<ReplayAnswer> replay(UriInfo uri, @Nullable String body) {
        ReplayRequest request = ReplayRequest.read(uri.getQueryParameters(), body);
        audit.add(request.facts());
        return letters.replay(request);
    }

    /** Drops one letter. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Drop a dead letter")
    public CompletionStage<Response> drop(@RestPath String id) {
        long number = Parameters.read("id", id, LetterResource::id);
        return letters.drop(number)
                .thenApply(dropped -> dropped
                        ? Response.noContent().build()
                        : Problem.of(ProblemCode.NOT_FOUND, "'id': there is no dead letter " + number + ".")
                                .toResponse()
                                .build());
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number", e);
        }
    }
}
