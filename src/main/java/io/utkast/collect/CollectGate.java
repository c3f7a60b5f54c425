package io.utkast.collect;

import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/events}: page activity from snippets and back ends. Checks what can be told before the body, reads it,
 * asks the {@link Collector} and answers; CORS stands on every answer, errors included.
 *
 * <p>It stands before Quarkus REST and not in it: on this path REST costs more than all our own work together.
 */
public final class CollectGate implements Handler<RoutingContext> {
    private static final String ALLOWED = "POST, OPTIONS";
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int NO_CONTENT = 204;

    private final Catalog catalog;
    private final String path;
    private final Collector collector;

    /** @param path the public path of the endpoint; the usual one is then 404 */
    public CollectGate(Catalog catalog, String path, Collector collector) {
        this.catalog = catalog;
        this.path = path;
        this.collector = collector;
    }

    @Override
    public void handle(RoutingContext context) {
        String asked = context.request().path();
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
        } else if (!isTextOrJson(request.getHeader("Content-Type"))) {
            Answers.refuse(
                    context,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be text/plain or application/json.");
        } else {
            BodyReader.read(context, Body.LARGEST, body -> collect(context, body));
        }
    }

    private void collect(RoutingContext context, byte[] body) {
        Answers.whenDone(
                context, () -> collector.collect(Headers.incoming(context.request(), body)), CollectGate::write);
    }

    private static void write(HttpServerResponse response, Answer answer) {
        switch (answer) {
            case Answer.Understood understood -> Answers.understood(response, AnswerWriter.json(understood));
            case Answer.TurnedAway away -> Answers.refuse(response, away);
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
