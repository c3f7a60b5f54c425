package io.utkast.collect;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.NonBlocking;
import io.utkast.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** {@code POST /v1/events}: page activity from snippets and back ends. It can only be reached through the {@link CollectGate}. */
@Path(CollectConfig.USUAL_PATH)
public class CollectResource {
    private final Collector collector;
    private final CurrentVertxRequest current;

    CollectResource(Collector collector, CurrentVertxRequest current) {
        this.collector = collector;
        this.current = current;
    }

    /** Takes events; answers 202 only when every accepted one is durable. Runs on the event loop. */
    @POST
    @NonBlocking
    public CompletionStage<Response> collect(byte[] body) {
        RoutingContext context = current.getCurrent();
        if (!CollectGate.passed(context)) {
            throw new NotFoundException();
        }
        return collector.collect(Headers.incoming(context.request(), body)).thenApply(CollectResource::response);
    }

    private static Response response(Answer answer) {
        return switch (answer) {
            case Answer.Understood understood ->
                Response.accepted(understood)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case Answer.TurnedAway away -> turnedAway(away);
        };
    }

    private static Response turnedAway(Answer.TurnedAway away) {
        Response.ResponseBuilder response =
                Problem.of(away.code(), away.detail()).toResponse();
        Duration retryAfter = away.retryAfter();
        return retryAfter == null
                ? response.build()
                : response.header("Retry-After", Answers.seconds(retryAfter)).build();
    }
}
