package io.utkast.sandbox;

import io.utkast.sandbox.Fault.Answer;
import io.utkast.sandbox.Fault.Place;
import io.utkast.sandbox.Fault.When;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** HubSpot's paths: routes to the APIs, applies faults, and writes replies. */
final class Door {
    /** A batch of 100 events of the largest size would be more; nobody sends that. */
    private static final long BODY_BYTES = 32L * 1024 * 1024;

    private static final List<String> TIMELINE = List.of("/integrators/timeline/v3/events", "/crm/v3/timeline/events");
    private static final List<String> APP_EVENTS = List.of(
            "/integrators/timeline/v4/events",
            "/integrators/timeline/2026-03/events",
            "/integrators/timeline/2026-09/events");
    private static final List<String> OAUTH = List.of("v1", "v3", "2026-03", "2026-09");

    private final Gate gate;
    private final TimelineApi timeline;
    private final TokenEndpoint oauth;
    private final Faults faults;
    private final Failures failures;
    private final Changes changes;

    /** What the door leads to. */
    record Rooms(
            Gate gate, TimelineApi timeline, TokenEndpoint oauth, Faults faults, Failures failures, Changes changes) {}

    Door(Rooms rooms) {
        this.gate = rooms.gate();
        this.timeline = rooms.timeline();
        this.oauth = rooms.oauth();
        this.faults = rooms.faults();
        this.failures = rooms.failures();
        this.changes = rooms.changes();
    }

    void mount(Router router) {
        for (String path : TIMELINE) {
            events(router, path, Dialect.TIMELINE, "/batch/create");
            router.get(path + "/:template/:id").handler(ctx -> {
                String template = ctx.pathParams().getOrDefault("template", "");
                String id = ctx.pathParams().getOrDefault("id", "");
                send(ctx, gate.pass(authorization(ctx), portal -> timeline.readBack(portal, template, id)));
            });
        }
        for (String path : APP_EVENTS) {
            events(router, path, Dialect.APP_EVENTS, "/batch");
        }
        for (String version : OAUTH) {
            form(router, "/oauth/" + version + "/token", oauth::token);
            form(router, "/oauth/" + version + "/token/introspect", oauth::introspect);
        }
        for (String all : List.of("/integrators/timeline/*", "/crm/v3/timeline/*")) {
            router.route(all).handler(ctx -> send(ctx, failures.notFound()));
        }
    }

    private void events(Router router, String path, Dialect dialect, String batch) {
        json(router, path, Place.EVENTS, (portal, body) -> timeline.single(portal, body, dialect));
        json(router, path + batch, Place.BATCH, (portal, body) -> timeline.batch(portal, body, dialect));
    }

    private void json(Router router, String path, Place place, BiFunction<Portal, byte[], Reply> work) {
        post(
                router,
                path,
                ctx -> serve(ctx, place, () -> {
                    if (!contentType(ctx).startsWith("application/json")) {
                        return failures.unsupportedMediaType();
                    }
                    Buffer body = ctx.body().buffer();
                    byte[] bytes = body == null ? new byte[0] : body.getBytes();
                    return gate.pass(authorization(ctx), portal -> work.apply(portal, bytes));
                }));
    }

    private void form(Router router, String path, Function<Map<String, String>, Reply> work) {
        post(
                router,
                path,
                ctx -> serve(ctx, Place.TOKEN, () -> {
                    if (!contentType(ctx).startsWith("application/x-www-form-urlencoded")) {
                        return failures.unsupportedMediaType();
                    }
                    return work.apply(fields(ctx.request().formAttributes()));
                }));
    }

    private void post(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        Route route = router.post(path);
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        route.handler(handler);
        route.failureHandler(
                ctx -> send(ctx, ctx.statusCode() < 500 ? failures.plain(ctx.statusCode()) : failures.internal()));
        router.route(path)
                .handler(ctx -> send(
                        ctx,
                        HttpMethod.POST.equals(ctx.request().method())
                                ? failures.notFound()
                                : failures.methodNotAllowed()));
    }

    private void serve(RoutingContext ctx, Place place, Supplier<Reply> work) {
        Optional<Fault> fault = faults.take(place);
        if (fault.isEmpty()) {
            send(ctx, work.get());
            return;
        }
        Answer answer = fault.get().answer();
        boolean instead = answer.status() != 0 || answer.reset();
        Optional<Reply> usual =
                instead && fault.get().when() == When.BEFORE ? Optional.empty() : Optional.of(work.get());
        Runnable end = answer.reset()
                ? () -> ctx.response().reset()
                : () -> send(ctx, instead ? faults.reply(answer) : usual.orElseGet(failures::internal));
        changes.mark();
        if (answer.delayMillis() > 0) {
            ctx.vertx().setTimer(answer.delayMillis(), ignored -> end.run());
        } else {
            end.run();
        }
    }

    private void send(RoutingContext ctx, Reply reply) {
        changes.mark();
        write(ctx, reply);
    }

    /** Writes a reply, unless the client has gone. */
    static void write(RoutingContext ctx, Reply reply) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        ctx.response().setStatusCode(reply.status());
        reply.headers().forEach(ctx.response()::putHeader);
        var _ = ctx.response().end(Buffer.buffer(reply.body()));
    }

    private static Map<String, String> fields(MultiMap form) {
        Map<String, String> fields = new HashMap<>();
        form.forEach(entry -> fields.putIfAbsent(entry.getKey(), entry.getValue()));
        return fields;
    }

    private static String contentType(RoutingContext ctx) {
        String type = ctx.request().getHeader("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static @org.jspecify.annotations.Nullable String authorization(RoutingContext ctx) {
        return ctx.request().getHeader("authorization");
    }
}
