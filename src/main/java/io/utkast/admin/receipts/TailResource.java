package io.utkast.admin.receipts;

import io.smallrye.common.annotation.NonBlocking;
import io.utkast.admin.Parameters;
import io.utkast.admit.Visitors;
import io.utkast.event.SiteKey;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code GET /admin/events}: the latest verdicts. */
@Path("/admin/events")
@Tag(name = "admin")
public class TailResource {
    private static final int USUAL_LIMIT = 100;
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{8}");

    private final LiveTail tail;
    private final Visitors visitors;

    TailResource(Trail trail, Visitors visitors) {
        tail = trail.tail();
        this.visitors = visitors;
    }

    /** The newest first, of one site, one visitor, or all. */
    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The latest verdicts, the newest first")
    public TailJson events(
            @RestQuery @Nullable String site, @RestQuery @Nullable String visitor, @RestQuery @Nullable String limit) {
        SiteKey key = Parameters.site(site);
        String prefix = visitor == null ? null : Parameters.read("visitor", visitor, TailResource::prefix);
        List<LiveTail.Line> lines = tail.latest(
                line -> (key == null || key.equals(line.site()))
                        && (prefix == null
                                || (line.visitor() != null
                                        && line.visitor().utk().prefix().equals(prefix))),
                Parameters.limit(limit, USUAL_LIMIT));
        return TailJson.of(lines, visitors);
    }

    private static String prefix(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (!PREFIX.matcher(folded).matches()) {
            throw new IllegalArgumentException("must be the first 8 characters of a utk");
        }
        return folded;
    }
}
