package io.utkast.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sandbox's own paths: its page and its control API. Other sites' pages may not use them. */
final class ControlDoor {
    private static final String CONTROL = "/sandbox/control/";
    /** Looking is served here too. */
    private static final String LOOK = "/sandbox/api/";

    private static final long BODY_BYTES = 64 * 1024;

    private final ControlApi control;
    private final StageApi stage;
    private final CookieHelper cookies;
    private final Changes changes;
    private final Pages pages;

    ControlDoor(ControlApi control, StageApi stage, CookieHelper cookies, Changes changes, Pages pages) {
        this.control = control;
        this.stage = stage;
        this.cookies = cookies;
        this.changes = changes;
        this.pages = pages;
    }

    void mount(Router router) {
        List.of(CONTROL, LOOK).forEach(root -> look(router, root));
        change(router, HttpMethod.POST, "link", (ctx, body) -> control.link(hub(ctx), body));
        change(router, HttpMethod.POST, "expire-tokens", (ctx, body) -> control.expireTokens(hub(ctx), body));
        change(router, HttpMethod.POST, "codes", (ctx, body) -> control.code(hub(ctx)));
        change(router, HttpMethod.POST, "faults", (ctx, body) -> stage.addFault(hub(ctx), body));
        change(router, HttpMethod.DELETE, "faults", (ctx, body) -> stage.clearFaults());
        change(router, HttpMethod.POST, "settings", (ctx, body) -> stage.turn(body));
        change(router, HttpMethod.POST, "clock", (ctx, body) -> stage.moveClock(body));
        change(router, HttpMethod.POST, "accounts", (ctx, body) -> stage.addAccounts(body));
        change(router, HttpMethod.POST, "reset", (ctx, body) -> stage.reset());
        change(router, HttpMethod.POST, "cookie", (ctx, body) -> {
            Reply reply = cookies.issue(body);
            ctx.response().headers().add("set-cookie", CookieHelper.lines(reply));
            return reply;
        });
        for (String root : List.of(CONTROL, LOOK)) {
            router.route(root + "*")
                    .handler(
                            ctx -> write(ctx, ControlApi.problem(404, "path", "a path and method of docs/sandbox.md")));
        }
        pages.mount(router);
    }

    private void look(Router router, String root) {
        router.get(root + "stream").handler(ctx -> {
            if (!changes.watch(ctx.vertx(), ctx.response())) {
                write(ctx, ControlApi.problem(503, "stream", "at most 100 watch at a time"));
            }
        });
        // Large answers: not on the event loop.
        slow(
                router,
                root + "state",
                ctx -> control.state(
                        hub(ctx),
                        ctx.request().getParam("owners"),
                        ctx.request().getParam("events")));
        slow(
                router,
                root + "events",
                ctx -> control.events(
                        hub(ctx), Boolean.parseBoolean(ctx.request().getParam("all"))));
        slow(router, root + "events/:id", ctx -> control.event(hub(ctx), Desk.parameter(ctx, "id")));
        slow(router, root + "witness", ctx -> control.witness(hub(ctx)));
        slow(router, root + "faults", ctx -> stage.faults());
        slow(router, root + "settings", ctx -> stage.settings());
        slow(router, root + "clock", ctx -> stage.clock());
        slow(router, root + "accounts", ctx -> stage.accounts());
    }

    private static void slow(Router router, String path, Function<RoutingContext, Reply> work) {
        Handler<RoutingContext> handler = ctx -> write(ctx, work.apply(ctx).with("cache-control", "no-store"));
        router.get(path).blockingHandler(handler, false);
    }

    private void change(Router router, HttpMethod method, String path, BiFunction<RoutingContext, byte[], Reply> work) {
        Route route = router.route(method, CONTROL + path);
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        route.handler(ctx -> {
            if (fromOtherSite(ctx)) {
                write(ctx, ControlApi.problem(403, "sec-fetch-site", "not another site's page"));
                return;
            }
            Reply reply = answer(ctx, work);
            changes.mark();
            write(ctx, reply);
        });
        route.failureHandler(ctx ->
                write(ctx, ControlApi.problem(Math.max(400, ctx.statusCode()), "body", "at most 64 KiB")));
    }

    private static Reply answer(RoutingContext ctx, BiFunction<RoutingContext, byte[], Reply> work) {
        try {
            return work.apply(ctx, Desk.body(ctx));
        } catch (Asked.Wrong e) {
            return ControlApi.problem(400, e.field(), e.expected());
        }
    }

    private static void write(RoutingContext ctx, Reply reply) {
        Desk.write(ctx, reply.rows().isEmpty() ? reply.following(Contract.CONTROL) : reply);
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
