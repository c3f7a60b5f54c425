package io.utkast.collect;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /u/{site}.js} and {@code GET /u/{site}.{hash}.js}: the script that a site owner embeds. */
@Path("/u")
public class SnippetResource {
    /** Short, so that a changed setting reaches every page within minutes. */
    private static final String MINUTES = "public, max-age=300";

    /** Its content never changes. */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private final Snippets snippets;

    SnippetResource(Snippets snippets) {
        this.snippets = snippets;
    }

    /** The site's snippet, or 304 if the browser has it. What has to be compressed first does not stop the event loop. */
    @GET
    @NonBlocking
    @Path("/{site: [a-z][a-z0-9-]*}.js")
    public CompletionStage<Response> current(
            @PathParam("site") String site,
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("Accept-Encoding") @Nullable String encodings) {
        Snippet snippet = snippets.of(site).orElseThrow(NotFoundException::new);
        return snippet.isCompressed()
                ? CompletableFuture.completedFuture(answer(snippet, known, encodings, MINUTES))
                : CompletableFuture.supplyAsync(
                        () -> answer(snippet, known, encodings, MINUTES), Infrastructure.getDefaultWorkerPool());
    }

    /** The snippet with this content, which may be an earlier one of the site. */
    @GET
    @Blocking
    @Path("/{site: [a-z][a-z0-9-]*}.{hash: [0-9a-f]{24}}.js")
    public Response pinned(
            @PathParam("site") String site,
            @PathParam("hash") String hash,
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("Accept-Encoding") @Nullable String encodings)
            throws IOException {
        return answer(snippets.of(site, hash).orElseThrow(NotFoundException::new), known, encodings, FOR_GOOD);
    }

    private static Response answer(
            Snippet snippet, @Nullable String known, @Nullable String encodings, String cacheControl) {
        Response.ResponseBuilder response =
                known != null && known.contains(snippet.etag()) ? Response.notModified() : body(snippet, encodings);
        return response.header("ETag", snippet.etag())
                .header("Cache-Control", cacheControl)
                .header("Vary", "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff")
                // The script may be embedded by any page, with `integrity` too; what it sends is checked by origin.
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static Response.ResponseBuilder body(Snippet snippet, @Nullable String encodings) {
        Response.ResponseBuilder response = Response.ok().type("text/javascript;charset=UTF-8");
        byte[] brotli = snippet.brotli();
        if (brotli != null && Compression.accepts(encodings, "br")) {
            return response.entity(brotli).header("Content-Encoding", "br");
        }
        return Compression.accepts(encodings, "gzip")
                ? response.entity(snippet.gzip()).header("Content-Encoding", "gzip")
                : response.entity(snippet.plain());
    }
}
