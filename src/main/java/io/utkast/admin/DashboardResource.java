package io.utkast.admin;

import io.utkast.site.Catalog;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code GET /admin}: the operator's page. */
@Path("/admin")
public class DashboardResource {
    private static final long PATIENCE_SECONDS = 5;

    private final StatsReader reader;
    private final Catalog catalog;
    private final SiteTags tags;
    private final CurrentRequest current;
    private final AdminConfig config;

    DashboardResource(StatsReader reader, Catalog catalog, SiteTags tags, CurrentRequest current, AdminConfig config) {
        this.reader = reader;
        this.catalog = catalog;
        this.tags = tags;
        this.current = current;
        this.config = config;
    }

    /** The page, with the figures of this moment; its script keeps them fresh. */
    @GET
    @Operation(hidden = true)
    public Response page(@Context UriInfo uri) {
        String csrf = current.operator()
                .map(Operator::session)
                .map(session -> session.csrf().reveal())
                .orElse("");
        Stats stats = reader.read()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        Dashboard page = Dashboard.of(stats, catalog, tags.seenFrom(uri.getRequestUri()), config.templates(), csrf);
        return Pages.html(Response.ok(), Templates.dashboard(page));
    }
}
