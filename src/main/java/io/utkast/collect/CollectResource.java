package io.utkast.collect;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code POST /v1/events}: page activity from snippets and back ends. It can only be reached through the {@link CollectGate}. */
@Path(CollectConfig.USUAL_PATH)
public class CollectResource {
    private final Collector collector;
    private final RequestTimes times;

    CollectResource(Collector collector, RequestTimes times) {
        this.collector = collector;
        this.times = times;
    }

    /** Takes events; answers 202 only when every accepted one is durable. Runs on the event loop. */
    @POST
    @NonBlocking
    @RequestBody(
            required = true,
            description = "The envelope with its events, as JSON",
            content = {@Content(mediaType = "text/plain"), @Content(mediaType = "application/json")})
    @APIResponse(responseCode = "202", description = "Understood; every accepted event is durable")
    @APIResponse(responseCode = "default", description = "A problem; nothing was taken")
    public CompletionStage<Answer> collect(@Context RoutingContext context) {
        if (!CollectGate.passed(context)) {
            times.beginLate(context);
            throw new NotFoundException();
        }
        return BodyReader.read(context)
                .thenCompose(body -> body.isPresent()
                        ? collector.collect(Headers.incoming(context, body.get()))
                        : CompletableFuture.completedFuture(CollectGate.tooLarge(context)));
    }
}
