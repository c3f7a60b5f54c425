package io.utkast.collect;

import io.utkast.admit.Candidate;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/events.gif?site=…&type=…&url=…}: one event from a page without JavaScript, its utk from the cookie. The
 * answer is always the same picture, since a browser would show any other; the verdict stands in a header.
 */
public final class PixelGate implements Handler<RoutingContext> {
    /** Added to the path of the collect endpoint. */
    public static final String SUFFIX = ".gif";

    static final String VERDICT = "Utkast-Verdict";

    /** One transparent dot. Bytes, since no buffer may be made in the build of a native executable. */
    private static final byte[] DOT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

    private final String path;
    private final Collector collector;

    /** @param path the public path of the collect endpoint */
    public PixelGate(String path, Collector collector) {
        this.path = path + SUFFIX;
        this.collector = collector;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!path.equals(request.path()) || !HttpMethod.GET.equals(request.method())) {
            context.next();
            return;
        }
        Pixel pixel = new Pixel(
                envelope(request),
                request.getHeader("Referer"),
                "cross-site".equals(request.getHeader("Sec-Fetch-Site")));
        Answers.whenDone(
                context, () -> collector.collect(Headers.incoming(context, new byte[0]), pixel), PixelGate::write);
    }

    private static Envelope envelope(HttpServerRequest request) {
        Candidate candidate = new Candidate(
                request.getParam("id"),
                request.getParam("type"),
                null,
                request.getParam("url"),
                request.getParam("title"),
                null,
                Map.of(),
                null);
        return new Envelope(
                request.getParam("site"),
                null,
                null,
                null,
                consent(request.getParam("consent")),
                false,
                null,
                List.of(candidate),
                null);
    }

    private static @Nullable Boolean consent(@Nullable String said) {
        return said == null ? null : (Boolean) said.equals("true");
    }

    private static void write(HttpServerResponse response, Answer answer) {
        response.putHeader("Content-Type", "image/gif")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(VERDICT, verdict(answer))
                .end(Buffer.buffer(DOT));
    }

    /** A word of ours, never a text from outside. */
    private static String verdict(Answer answer) {
        return switch (answer) {
            case Answer.TurnedAway away -> away.code().code();
            case Answer.Understood understood
            when !understood.refused().isEmpty() ->
                understood.refused().getFirst().reason().code();
            case Answer.Understood understood -> understood.duplicates() > 0 ? "duplicate" : "accepted";
        };
    }
}
