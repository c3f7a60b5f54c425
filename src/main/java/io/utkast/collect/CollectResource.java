package io.utkast.collect;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.NonBlocking;
import io.utkast.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}: page activity from snippets and back ends. */
@Path(CollectResource.PATH)
public class CollectResource {
    /** The path before it is renamed by {@code utkast.collect.path}. */
    public static final String PATH = "/v1/events";

    private static final byte[] NO_ADDRESS = {};

    private final Collector collector;
    private final CurrentVertxRequest current;

    CollectResource(Collector collector, CurrentVertxRequest current) {
        this.collector = collector;
        this.current = current;
    }

    /** Takes events; answers 202 only when every accepted one is durable. Runs on the event loop. */
    @POST
    @NonBlocking
    @Consumes({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public CompletionStage<Response> collect(byte[] body) {
        if (!CollectGate.passed(current.getCurrent())) {
            throw new NotFoundException();
        }
        HttpServerRequest request = current.getCurrent().request();
        return collector.collect(incoming(request, body)).thenApply(CollectResource::response);
    }

    private static Incoming incoming(HttpServerRequest request, byte[] body) {
        return new Incoming(
                body,
                request.getHeader("Content-Encoding"),
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                cookies(request),
                request.getHeader("User-Agent"),
                "1".equals(request.getHeader("Sec-GPC")),
                "1".equals(request.getHeader("DNT")),
                address(request));
    }

    /** All cookies in one line, as proxies may split them over several headers. */
    private static @Nullable String cookies(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Cookie");
        return headers.isEmpty() ? null : String.join("; ", headers);
    }

    private static byte[] address(HttpServerRequest request) {
        String host =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        // A literal is never looked up in DNS; a Unix socket has no address.
        return host == null ? NO_ADDRESS : InetAddress.ofLiteral(host).getAddress();
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
                : response.header("Retry-After", seconds(retryAfter)).build();
    }

    /** Whole seconds, rounded up: a retry at that second is granted. */
    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
