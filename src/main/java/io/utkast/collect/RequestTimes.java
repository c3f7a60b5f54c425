package io.utkast.collect;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times the requests that Quarkus does not: those whose path is the collect endpoint's once slashes before and after it
 * are taken off, but for preflights, which it counts under a name of their own ({@code ignore-patterns} in application.yaml).
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
         * @param time since its headers had come
         */
        void ended(HttpMethod method, int status, long time, TimeUnit unit);
    }

    /** Times the request if it is one of ours; to be called once for each. */
    void begin(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isOurs(request.path()) || isPreflight(request)) {
            return;
        }
        long start = System.nanoTime();
        context.addEndHandler(end -> listener.ended(
                request.method(),
                end.succeeded() ? context.response().getStatusCode() : Listener.NO_ANSWER,
                System.nanoTime() - start,
                TimeUnit.NANOSECONDS));
    }

    private boolean isOurs(@Nullable String asked) {
        if (asked == null || asked.length() <= path.length()) {
            return path.equals(asked);
        }
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
