package io.utkast.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times the requests that Quarkus leaves out ({@code ignore-patterns} in application.yaml): those to the collect endpoint,
 * whatever comes of them, and those that reach {@link CollectResource} by another spelling of its path. Preflights are not
 * among them, since Quarkus counts them under a name of their own.
 */
public final class RequestTimes {
    private static final char SLASH = '/';

    private final String path;
    private final Listener listener;

    /** @param path of the collect endpoint */
    public RequestTimes(String path, Listener listener) {
        this.path = path;
        this.listener = listener;
    }

    /** Hears how long requests took. */
    @FunctionalInterface
    public interface Listener {
        /** The status of a request whose sender went away before there was an answer. */
        int NO_ANSWER = 0;

        /**
         * A request is over; called on its event loop.
         *
         * @param status of the answer, or {@link #NO_ANSWER}
         * @param time since the gate saw it
         */
        void ended(HttpMethod method, int status, long time, TimeUnit unit);
    }

    /** Times the request if it is one to the collect endpoint; for the gate, once a request. */
    void begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isOurs(request.path()) && !isPreflight(request)) {
            time(context);
        }
    }

    /** Times a request that {@link #begin} could not know to be one to {@link CollectResource}. */
    void beginLate(RoutingContext context) {
        if (!isOurs(context.request().path())) {
            time(context);
        }
    }

    private void time(RoutingContext context) {
        HttpMethod method = context.request().method();
        long start = System.nanoTime();
        context.addEndHandler(end -> listener.ended(
                method,
                end.succeeded() ? context.response().getStatusCode() : Listener.NO_ANSWER,
                System.nanoTime() - start,
                TimeUnit.NANOSECONDS));
    }

    private boolean isOurs(@Nullable String asked) {
        return path.equals(asked)
                || (asked != null && (isSpelling(asked, path) || isSpelling(asked, CollectConfig.USUAL_PATH)));
    }

    /** Quarkus takes slashes off both ends before it looks whether to leave a request out. */
    private static boolean isSpelling(String asked, String path) {
        int from = 0;
        while (asked.startsWith("//", from)) {
            from++;
        }
        int to = asked.length();
        while (to > from && asked.charAt(to - 1) == SLASH) {
            to--;
        }
        return to - from == path.length() && asked.startsWith(path, from);
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return HttpMethod.OPTIONS.equals(request.method())
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    }
}
