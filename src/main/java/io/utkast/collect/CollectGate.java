package io.utkast.collect;

import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CollectResource} needs before Quarkus REST sees a request: CORS on every answer, errors included; preflights;
 * the renamed path; early refusals; and the body, read within bounds of size and time.
 */
public final class CollectGate implements Handler<RoutingContext> {
    private static final String ALLOWED = "POST, OPTIONS";
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int NO_CONTENT = 204;

    private static final String BODY = "utkast.collect.body";

    private final Catalog catalog;
    private final String path;

    /** @param path the public path of the endpoint; the usual one is then 404 */
    public CollectGate(Catalog catalog, String path) {
        this.catalog = catalog;
        this.path = path;
    }

    /** The body of a request that came through the gate; empty for any other. */
    static Optional<byte[]> body(RoutingContext context) {
        return Optional.ofNullable(context.get(BODY));
    }

    @Override
    public void handle(RoutingContext context) {
        String asked = context.request().path();
        if (body(context).isPresent()) {
            // Rerouting dropped the headers that were set before.
            addCors(context.request(), context.response());
            context.next();
        } else if (path.equals(asked)) {
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
        } else if (!isTextOrJson(request.getHeader("Content-Type"))) {
            Answers.refuse(
                    context,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be text/plain or application/json.");
        } else {
            BodyReader.read(context, Body.LARGEST, body -> pass(context, body));
        }
    }

    private void pass(RoutingContext context, byte[] body) {
        context.put(BODY, body);
        if (path.equals(CollectConfig.USUAL_PATH)) {
            context.next();
        } else {
            context.reroute(CollectConfig.USUAL_PATH);
        }
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
}
