package io.utkast.collect;

import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CollectResource} needs before Quarkus REST sees a request: CORS on every answer, errors included; preflights;
 * the renamed path; and early refusals of headers and bodies that are too large. What the context holds survives the
 * change to the usual path.
 */
public final class CollectGate implements Handler<RoutingContext> {
    private static final String ALLOWED = "POST, OPTIONS";
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int NO_CONTENT = 204;

    // Checked once for what a header may hold, not at each answer. Not Vert.x's own, which is in lower case.
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private static final String PASSED = "utkast.collect.passed";

    private final Catalog catalog;
    private final String path;
    private final RequestTimes times;

    /** @param path the public path of the endpoint; the usual one is then 404 */
    public CollectGate(Catalog catalog, String path, RequestTimes times) {
        this.catalog = catalog;
        this.path = path;
        this.times = times;
    }

    /** Whether the request came through this gate: Quarkus REST knows more spellings of the path. */
    static boolean passed(RoutingContext context) {
        return context.get(PASSED) != null;
    }

    /** The answer to a body that is too large. */
    static Answer tooLarge(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            // The body may not have been read to its end: then this connection cannot be used for another request.
            context.response().putHeader("Connection", "close");
        }
        return Answer.TurnedAway.of(ProblemCode.TOO_LARGE, "A body has at most " + Body.LARGEST + " bytes.");
    }

    @Override
    public void handle(RoutingContext context) {
        String asked = context.request().path();
        if (passed(context)) {
            // Rerouting dropped the headers that were set before.
            addCors(context.request(), context.response());
            context.next();
            return;
        }
        times.begin(context);
        if (path.equals(asked)) {
            open(context);
        } else if (CollectConfig.USUAL_PATH.equals(asked)) {
            Answers.refuse(context, ProblemCode.NOT_FOUND, "The collect endpoint has another path here.");
        } else {
            context.next();
        }
    }

    private void open(RoutingContext context) {
        HttpServerRequest request = context.request();
        addCors(request, context.response());
        if (HttpMethod.OPTIONS.equals(request.method())) {
            preflight(context);
        } else if (!HttpMethod.POST.equals(request.method())) {
            context.response().putHeader("Allow", ALLOWED);
            Answers.refuse(context, ProblemCode.METHOD_NOT_ALLOWED, "Send events by POST.");
        } else if (headerBytes(request) > LARGEST_HEADERS) {
            Answers.refuse(
                    context, ProblemCode.HEADERS_TOO_LARGE, "Headers have at most " + LARGEST_HEADERS + " bytes here.");
        } else if (!isTextOrJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            Answers.refuse(
                    context,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be text/plain or application/json.");
        } else if (contentLength(request) > Body.LARGEST) {
            Answers.write(context.response(), tooLarge(context));
        } else {
            pass(context);
        }
    }

    private void pass(RoutingContext context) {
        context.put(PASSED, true);
        if (path.equals(CollectConfig.USUAL_PATH)) {
            context.next();
        } else {
            String query = context.request().query();
            context.reroute(CollectConfig.USUAL_PATH + (query == null ? "" : '?' + query));
        }
    }

    private void addCors(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader(HttpHeaders.VARY, ORIGIN);
        String origin = request.getHeader(ORIGIN);
        if (origin != null && catalog.allowsOrigin(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RETRY_AFTER);
        }
    }

    private void preflight(RoutingContext context) {
        String origin = context.request().getHeader(ORIGIN);
        if (origin != null && !catalog.allowsOrigin(origin)) {
            Answers.refuse(context, ProblemCode.ORIGIN_NOT_ALLOWED, "No site has this origin among its 'origins'.");
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

    /** Parameters such as a charset do not matter: the body is UTF-8, or it is no JSON. None at all is taken as text. */
    private static boolean isTextOrJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
        return type.equalsIgnoreCase("text/plain") || type.equalsIgnoreCase("application/json");
    }

    private static int headerBytes(HttpServerRequest request) {
        int bytes = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            bytes += header.getKey().length() + header.getValue().length() + 4;
        }
        return bytes;
    }

    private static long contentLength(HttpServerRequest request) {
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
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
