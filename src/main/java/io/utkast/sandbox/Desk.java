package io.utkast.sandbox;

import io.utkast.sandbox.Fault.Answer;
import io.utkast.sandbox.Fault.Place;
import io.utkast.sandbox.Fault.When;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Where HubSpot's requests are answered: counts them, lets faults happen, writes replies. */
final class Desk {
    /** A batch of 100 events of the largest size would be more; nobody sends that. */
    private static final long BODY_BYTES = 32L * 1024 * 1024;

    private static final int MULTI_STATUS = 207;

    private final Portals portals;
    private final Faults faults;
    private final Failures failures;
    private final Changes changes;

    Desk(Portals portals, Faults faults, Failures failures, Changes changes) {
        this.portals = portals;
        this.faults = faults;
        this.failures = failures;
        this.changes = changes;
    }

    /** The usual work of a request, and what is noted if a fault comes before it. */
    record Work(Place place, Optional<Portal> account, Supplier<Reply> usual, Runnable unanswered) {
        Work(Place place, Optional<Portal> account, Supplier<Reply> usual) {
            this(place, account, usual, () -> {});
        }
    }

    /** A path with a body: other verbs than those that were routed before get HubSpot's HTML page. */
    Route post(Router router, String path, Handler<RoutingContext> handler) {
        return withBody(router, HttpMethod.POST, path, handler);
    }

    Route withBody(Router router, HttpMethod method, String path, Handler<RoutingContext> handler) {
        Route route = router.route(method, path);
        route.handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
        route.handler(handler);
        route.failureHandler(ctx -> send(
                ctx,
                ctx.statusCode() < 500
                        ? failures.plain(ctx.statusCode(), "HTTP " + ctx.statusCode(), "", Contract.S28)
                        : failures.internal()));
        return route;
    }

    void otherVerbs(Router router, String path) {
        router.route(path).handler(ctx -> send(ctx, failures.methodNotAllowed()));
    }

    /** Lets a fault happen if one waits for this request; does the work otherwise, or besides. */
    void serve(RoutingContext ctx, Work work) {
        Optional<Fault> fault = faults.take(work.place(), work.account());
        if (fault.isEmpty()) {
            send(ctx, work.usual().get());
            return;
        }
        Answer answer = fault.get().answer();
        boolean never = answer.instead() && fault.get().when() == When.BEFORE;
        if (never) {
            work.unanswered().run();
        }
        Optional<Reply> usual =
                never ? Optional.empty() : Optional.of(work.usual().get());
        Runnable end =
                answer.reset() ? () -> ctx.response().reset() : () -> send(ctx, ending(answer, usual, work.account()));
        changes.mark();
        if (answer.delayMillis() > 0) {
            ctx.vertx().setTimer(answer.delayMillis(), ignored -> end.run());
        } else {
            end.run();
        }
    }

    private Reply ending(Answer answer, Optional<Reply> usual, Optional<Portal> account) {
        return usual.filter(reply -> !answer.instead() || pretends(answer, reply))
                .map(reply -> reply.following(Contract.S27))
                .orElseGet(() -> answer.reply(
                        failures,
                        account.orElseGet(() -> portals.all().getFirst()).account()));
    }

    /** Of work that was refused, even in part, no fault says that all is well: HubSpot keeps what it says it took. */
    private static boolean pretends(Answer answer, Reply usual) {
        return isSuccess(answer.status()) && (!isSuccess(usual.status()) || usual.status() == MULTI_STATUS);
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    void send(RoutingContext ctx, Reply reply) {
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
        if (!reply.rows().isEmpty()) {
            ctx.response().putHeader(Contract.HEADER, Contract.text(reply.rows()));
        }
        var _ = ctx.response().end(Buffer.buffer(reply.body()));
    }

    /** A parameter of the path that was routed. */
    static String parameter(RoutingContext ctx, String name) {
        return Objects.requireNonNull(ctx.pathParam(name), name);
    }

    static byte[] body(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    /** Whether the request's content type is this one; its parameters do not matter. */
    static boolean has(RoutingContext ctx, String contentType) {
        String type = ctx.request().getHeader("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(contentType);
    }
}
