package io.utkast.collect;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** {@code GET /u/{site}.js}: the script that a site owner embeds. */
@Path("/u")
public class SnippetResource {
    /** Short, so that a changed setting reaches every page within minutes. */
    private static final String CACHE = "public, max-age=300";

    private final Snippets snippets;

    SnippetResource(Snippets snippets) {
        this.snippets = snippets;
    }

    /** The site's snippet, or 304 if the browser has it. */
    @GET
    @NonBlocking
    @Path("/{site: [a-z][a-z0-9-]*}.js")
    public Response snippet(
            @PathParam("site") String site,
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("Accept-Encoding") @Nullable String encodings) {
        Snippet snippet = snippets.of(site).orElseThrow(NotFoundException::new);
        Response.ResponseBuilder response =
                known != null && known.contains(snippet.etag()) ? Response.notModified() : body(snippet, encodings);
        return response.header("ETag", snippet.etag())
                .header("Cache-Control", CACHE)
                .header("Vary", "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff")
                // The script may be embedded by any page; what it sends is checked by origin.
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static Response.ResponseBuilder body(Snippet snippet, @Nullable String encodings) {
        Response.ResponseBuilder response = Response.ok().type("text/javascript;charset=UTF-8");
        return encodings != null && encodings.contains("gzip")
                ? response.entity(snippet.gzip()).header("Content-Encoding", "gzip")
                : response.entity(snippet.plain());
    }
}
