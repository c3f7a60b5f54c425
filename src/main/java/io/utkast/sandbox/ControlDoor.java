package io.utkast.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sandbox's own paths: its page and its control API. Other sites' pages may not use them. */
final class ControlDoor {
    private static final String API = "/sandbox/api/";
    private static final long BODY_BYTES = 64 * 1024;

    private final ControlApi control;
    private final Changes changes;
    private final Pages pages;

    ControlDoor(ControlApi control, Changes changes, Pages pages) {
        this.control = control;
        this.changes = changes;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get(API + "stream").handler(ctx -> {
            if (!changes.watch(ctx.vertx(), ctx.response())) {
                Door.write(ctx, ControlApi.problem(503, "too many pages watch already"));
            }
        });
        // Large answers: not on the event loop.
        slow(
                router,
                "state",
                ctx -> control.state(
                        hub(ctx),
                        ctx.request().getParam("owners"),
                        ctx.request().getParam("events")));
        slow(router, "events", ctx -> control.events(hub(ctx)));
        slow(
                router,
                "events/:id",
                ctx -> control.event(hub(ctx), ctx.pathParams().getOrDefault("id", "")));
        post(router, "link", (ctx, body) -> control.link(hub(ctx), body));
        post(router, "fault", (ctx, body) -> control.fault(body));
        post(router, "expire-tokens", (ctx, body) -> control.expireTokens(body));
        post(router, "codes", (ctx, body) -> control.code(hub(ctx)));
        post(router, "reset", (ctx, body) -> control.reset());
        router.route(API + "*").handler(ctx -> Door.write(ctx, ControlApi.problem(404, "no such path or method")));
        pages.mount(router);
    }

    private static void slow(Router router, String path, Function<RoutingContext, Reply> work) {
        Handler<RoutingContext> handler = ctx -> Door.write(ctx, work.apply(ctx).with("cache-control", "no-store"));
        router.get(API + path).blockingHandler(handler, false);
    }

    private void post(Router router, String path, BiFunction<RoutingContext, byte[], Reply> work) {
        Route route = router.post(API + path);
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        route.handler(ctx -> {
            if (fromOtherSite(ctx)) {
                Door.write(ctx, ControlApi.problem(403, "not from another site's page"));
                return;
            }
            Buffer body = ctx.body().buffer();
            Reply reply = work.apply(ctx, body == null ? new byte[0] : body.getBytes());
            changes.mark();
            Door.write(ctx, reply);
        });
        route.failureHandler(ctx -> Door.write(ctx, ControlApi.problem(Math.max(400, ctx.statusCode()), "refused")));
    }

    /** Browsers name the kind of their request; scripts and tests send no such header. */
    private static boolean fromOtherSite(RoutingContext ctx) {
        String site = ctx.request().getHeader("sec-fetch-site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static @Nullable String hub(RoutingContext ctx) {
        return ctx.request().getParam("hub");
    }
}
