package io.utkast.sandbox;

import io.utkast.sandbox.Fault.Place;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** HubSpot's OAuth paths: the page that asks, and the token endpoints of each version. */
final class OAuthDoor {
    /** HubSpot's announced end of the v1 endpoints. */
    private static final Instant V1_ENDS = Instant.parse("2027-02-16T00:00:00Z");

    private final Desk desk;
    private final Rooms rooms;
    private final Failures failures;
    private final Knobs knobs;
    private final Clock clock;

    /** What the door leads to. */
    record Rooms(Authorization authorization, TokenEndpoint endpoint, TokenInspector inspector, Tokens tokens) {}

    OAuthDoor(Desk desk, Rooms rooms, Failures failures, Knobs knobs, Clock clock) {
        this.desk = desk;
        this.rooms = rooms;
        this.failures = failures;
        this.knobs = knobs;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/oauth/authorize").handler(ctx -> authorize(ctx, null));
        router.get("/oauth/:hub/authorize").handler(ctx -> authorize(ctx, ctx.pathParam("hub")));
        router.route("/oauth/:version/*").handler(this::served);
        form(router, "/oauth/:version/token", rooms.endpoint()::token);
        form(
                router,
                "/oauth/:version/token/introspect",
                newer((form) -> rooms.inspector().introspect(form)));
        form(
                router,
                "/oauth/:version/token/revoke",
                newer((form) -> rooms.inspector().revoke(form)));
        older(router, HttpMethod.GET, "access-tokens", rooms.inspector()::olderAccessToken);
        older(router, HttpMethod.GET, "refresh-tokens", rooms.inspector()::olderRefreshToken);
        older(router, HttpMethod.DELETE, "refresh-tokens", rooms.inspector()::olderRevoke);
    }

    private void authorize(RoutingContext ctx, @Nullable String hub) {
        Desk.write(ctx, rooms.authorization().answer(hub, fields(ctx.queryParams())));
    }

    private void served(RoutingContext ctx) {
        if (Door.isOfAnApp(ctx)) {
            ctx.next();
            return;
        }
        String version = Desk.parameter(ctx, "version");
        boolean over = version.equals(TokenEndpoint.V1)
                && knobs.get(Knob.OAUTH_V1_ENDS)
                && !clock.instant().isBefore(V1_ENDS);
        if (over || !knobs.get(Knob.OAUTH_VERSIONS).contains(version)) {
            desk.send(ctx, failures.notFound(Contract.S21));
        } else {
            ctx.next();
        }
    }

    private void form(Router router, String path, BiFunction<String, Map<String, String>, Reply> work) {
        Handler<RoutingContext> handler = ctx -> {
            Map<String, String> form = fields(ctx.request().formAttributes());
            desk.serve(
                    ctx,
                    new Desk.Work(
                            Place.TOKEN,
                            account(form),
                            () -> Desk.has(ctx, "application/x-www-form-urlencoded")
                                    ? work.apply(Desk.parameter(ctx, "version"), form)
                                    : failures.unsupportedMediaType()));
        };
        desk.post(router, path, handler);
        desk.otherVerbs(router, path);
    }

    /** Introspection and revocation by form; v1 has paths of its own. */
    private BiFunction<String, Map<String, String>, Reply> newer(Function<Map<String, String>, Reply> work) {
        return (version, form) -> version.equals(TokenEndpoint.V1) ? failures.notFound(Contract.S21) : work.apply(form);
    }

    private void older(Router router, HttpMethod method, String kind, Function<String, Reply> work) {
        router.route(method, "/oauth/v1/" + kind + "/:token").handler(ctx -> {
            String token = Desk.parameter(ctx, "token");
            Optional<Portal> account = rooms.tokens().refresh(token).map(Tokens.Install::portal);
            desk.serve(ctx, new Desk.Work(Place.TOKEN, account, () -> work.apply(token)));
        });
    }

    private Optional<Portal> account(Map<String, String> form) {
        return rooms.tokens().refresh(Clients.field(form, "refresh_token")).map(Tokens.Install::portal);
    }

    private static Map<String, String> fields(MultiMap form) {
        Map<String, String> fields = new HashMap<>();
        form.forEach(entry -> fields.putIfAbsent(entry.getKey(), entry.getValue()));
        return fields;
    }
}
