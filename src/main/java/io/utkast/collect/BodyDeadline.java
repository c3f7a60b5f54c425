package io.utkast.collect;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds the time that a request may take to come: who dribbles its body is cut off.
 *
 * <p>Nearly every body comes with its head. So each event loop looks at its new requests once it has read what there was,
 * and sets a timer only for those that are not whole by then: a timer for each would cost a microsecond.
 */
final class BodyDeadline {
    /** A beacon of 64 KiB over the slowest mobile network takes seconds. */
    private static final long MILLIS = 10_000;

    private static final ThreadLocal<BodyDeadline> OF_LOOP = ThreadLocal.withInitial(BodyDeadline::new);

    private List<RoutingContext> fresh = new ArrayList<>();

    private BodyDeadline() {}

    /** To be called on the request's event loop. */
    static void set(RoutingContext context) {
        OF_LOOP.get().add(context);
    }

    private void add(RoutingContext context) {
        fresh.add(context);
        if (fresh.size() == 1) {
            context.vertx().runOnContext(later -> look());
        }
    }

    private void look() {
        List<RoutingContext> seen = fresh;
        fresh = new ArrayList<>();
        for (RoutingContext context : seen) {
            if (!context.request().isEnded()) {
                limit(context);
            }
        }
    }

    private static void limit(RoutingContext context) {
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
