package io.utkast.admin;

import io.utkast.collect.Snippets;
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
    private final Snippets snippets;
    private final CurrentRequest current;
    private final PublicAddress address;

    DashboardResource(
            StatsReader reader, Catalog catalog, Snippets snippets, CurrentRequest current, PublicAddress address) {
        this.reader = reader;
        this.catalog = catalog;
        this.snippets = snippets;
        this.current = current;
        this.address = address;
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
        String base = address.base(uri.getRequestUri());
        Dashboard page = Dashboard.of(
                stats, catalog, site -> snippets.tag(site.key(), base).orElseThrow(), csrf);
        return Pages.html(Response.ok(), Templates.dashboard(page));
    }
}
