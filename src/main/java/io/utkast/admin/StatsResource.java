package io.utkast.admin;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** {@code GET /admin/stats}: how the gateway is doing, as JSON. */
@Path("/admin/stats")
public class StatsResource {
    private static final int RETRY_SECONDS = 10;

    private final StatsReader reader;
    private final StatsStream stream;

    StatsResource(StatsReader reader, StatsStream stream) {
        this.reader = reader;
        this.stream = stream;
    }

    /** The figures now. */
    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Stats> stats() {
        return reader.read();
    }

    /** The same as server-sent events, one a second; 503 if too many pages watch already. */
    @GET
    @Path("/stream")
    @NonBlocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<Stats> stream() {
        return stream.open().orElseThrow(StatsResource::tooMany);
    }

    private static WebApplicationException tooMany() {
        return new WebApplicationException(
                Problem.of(ProblemCode.UNAVAILABLE, StatsStream.MAXIMUM + " pages watch already.")
                        .toResponse()
                        .header("Retry-After", RETRY_SECONDS)
                        .build());
    }
}
