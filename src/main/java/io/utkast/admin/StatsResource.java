package io.utkast.admin;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;

/** {@code GET /admin/stats}: how the gateway is doing, as JSON. */
@Path("/admin/stats")
public class StatsResource {
    private final StatsReader reader;

    StatsResource(StatsReader reader) {
        this.reader = reader;
    }

    /** The figures now. */
    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Stats> stats() {
        return reader.read();
    }
}
