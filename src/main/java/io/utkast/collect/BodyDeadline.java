package io.utkast.collect;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

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

    private List<Body> fresh = new ArrayList<>();

    private BodyDeadline() {}

    private record Body(RoutingContext context, BooleanSupplier over) {}

    /**
     * To be called on the request's event loop, before or after the body began to come.
     *
     * @param over whether all of the body has come; asking the request does not tell, as it may be paused
     */
    static void set(RoutingContext context, BooleanSupplier over) {
        if (!over.getAsBoolean()) {
            OF_LOOP.get().add(new Body(context, over));
        }
    }

    private void add(Body body) {
        fresh.add(body);
        if (fresh.size() == 1) {
            body.context().vertx().runOnContext(later -> look());
        }
    }

    private void look() {
        List<Body> seen = fresh;
        fresh = new ArrayList<>();
        for (Body body : seen) {
            if (!body.over().getAsBoolean()) {
                limit(body);
            }
        }
    }

    private static void limit(Body body) {
        RoutingContext context = body.context();
        long timer = context.vertx().setTimer(MILLIS, late -> {
            // What the gateway itself takes time for is no fault of the sender's.
            if (!body.over().getAsBoolean()) {
                if (context.request().version() == HttpVersion.HTTP_2) {
                    // The connection has other streams.
                    context.response().reset();
                } else {
                    context.request().connection().close();
                }
            }
        });
        if (!context.response().ended()) {
            context.addEndHandler(end -> context.vertx().cancelTimer(timer));
        }
    }
}
