package io.utkast.collect;

import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the collect endpoint needs before Quarkus REST sees a request: CORS on every answer, errors included; preflights;
 * the renamed path; and early refusals of headers and bodies that are too large.
 */
public final class CollectGate implements Handler<RoutingContext> {
    private static final String REROUTED = "utkast.collect";
    private static final String ALLOWED = "POST, OPTIONS";
    private static final String PASSED = "utkast.collect.passed";
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int NO_CONTENT = 204;

    private final Catalog catalog;
    private final String path;

    /** @param path the public path of the endpoint */
    public CollectGate(Catalog catalog, String path) {
        this.catalog = catalog;
        this.path = path;
    }

    @Override
    public void handle(RoutingContext context) {
        String asked = context.request().path();
        boolean rerouted = context.get(REROUTED) != null;
        if (rerouted) {
            // Rerouting drops the headers that were set before.
            addCors(context.request(), context.response());
            pass(context);
        } else if (!(path.equals(asked) || CollectResource.PATH.equals(asked))) {
            context.next();
        } else if (path.equals(asked)) {
            open(context);
        } else {
            refuse(context, ProblemCode.NOT_FOUND, "The collect endpoint has another path here.");
        }
    }

    private void open(RoutingContext context) {
        HttpServerRequest request = context.request();
        addCors(request, context.response());
        if (HttpMethod.OPTIONS.equals(request.method())) {
            preflight(context);
        } else if (!HttpMethod.POST.equals(request.method())) {
            context.response().putHeader("Allow", ALLOWED);
            refuse(context, ProblemCode.METHOD_NOT_ALLOWED, "Send events by POST.");
        } else if (headerBytes(request) > LARGEST_HEADERS) {
            refuse(context, ProblemCode.HEADERS_TOO_LARGE, "Headers have at most " + LARGEST_HEADERS + " bytes here.");
        } else if (contentLength(request) > Body.LARGEST) {
            if (request.version() != HttpVersion.HTTP_2) {
                // The body was not read: this connection cannot be used for another request.
                context.response().putHeader("Connection", "close");
            }
            refuse(context, ProblemCode.TOO_LARGE, "A body has at most " + Body.LARGEST + " bytes.");
        } else if (path.equals(CollectResource.PATH)) {
            pass(context);
        } else {
            context.put(REROUTED, true);
            context.reroute(CollectResource.PATH);
        }
    }

    private static void pass(RoutingContext context) {
        context.put(PASSED, true);
        context.next();
    }

    /** Whether the request came through this gate: Quarkus REST knows more spellings of the path. */
    static boolean passed(RoutingContext context) {
        return context.get(PASSED) != null;
    }

    private void addCors(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && catalog.allowsOrigin(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin);
            response.putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    private void preflight(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin != null && !catalog.allowsOrigin(origin)) {
            refuse(context, ProblemCode.ORIGIN_NOT_ALLOWED, "No site has this origin among its 'origins'.");
            return;
        }
        HttpServerResponse response =
                context.response().setStatusCode(NO_CONTENT).putHeader("Allow", ALLOWED);
        if (origin != null) {
            response.putHeader("Access-Control-Allow-Methods", ALLOWED)
                    .putHeader("Access-Control-Allow-Headers", "content-type, content-encoding")
                    .putHeader("Access-Control-Max-Age", "86400");
        }
        response.end();
    }

    private static void refuse(RoutingContext context, ProblemCode code, String detail) {
        context.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Problem.of(code, detail).json());
    }

    private static int headerBytes(HttpServerRequest request) {
        int bytes = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length() + 4;
        }
        return bytes;
    }

    private static long contentLength(HttpServerRequest request) {
        @Nullable String length = request.getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
