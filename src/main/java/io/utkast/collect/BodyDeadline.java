package io.utkast.collect;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Bounds the time that a request may take to come: who dribbles its body is cut off. */
final class BodyDeadline {
    /** A beacon of 64 KiB over the slowest mobile network takes seconds. */
    private static final long MILLIS = 10_000;

    private BodyDeadline() {}

    static void set(RoutingContext context) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(MILLIS, late -> {
            // What the gateway itself takes time for is no fault of the sender's.
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        context.addEndHandler(end -> context.vertx().cancelTimer(timer));
    }
}
