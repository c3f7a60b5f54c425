package io.utkast.sandbox;

import io.utkast.sandbox.Fault.Place;
import io.utkast.sandbox.SandboxConfig.TemplateAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** HubSpot's paths for event templates, and who may use them: a developer key, an app's own token, or either. */
final class TemplatesDoor {
    private static final List<String> ROOTS = List.of("/integrators/timeline/v3/:app/", "/crm/v3/timeline/:app/");
    private static final Set<String> READ = Set.of("developers-read");
    private static final Set<String> WRITE = Set.of("developers-write");

    private final Desk desk;
    private final TemplatesApi api;
    private final Access access;
    private final Failures failures;
    private final Knobs knobs;

    /** Who asks, and what would be right. */
    record Access(Gate gate, Portals portals, String developerKey) {}

    TemplatesDoor(Desk desk, TemplatesApi api, Access access, Failures failures, Knobs knobs) {
        this.desk = desk;
        this.api = api;
        this.access = access;
        this.failures = failures;
        this.knobs = knobs;
    }

    void mount(Router router) {
        for (String root : ROOTS) {
            String all = root + "event-templates";
            String one = all + "/:template";
            String tokens = one + "/tokens";
            String token = tokens + "/:token";
            route(router, HttpMethod.GET, all, ctx -> api.list());
            route(router, HttpMethod.POST, all, this::create);
            route(router, HttpMethod.GET, one, ctx -> api.get(template(ctx)));
            route(router, HttpMethod.PUT, one, ctx -> api.update(template(ctx), Desk.body(ctx)));
            route(router, HttpMethod.DELETE, one, ctx -> api.delete(template(ctx)));
            route(router, HttpMethod.POST, tokens, ctx -> api.createToken(template(ctx), Desk.body(ctx)));
            route(
                    router,
                    HttpMethod.PUT,
                    token,
                    ctx -> api.updateToken(template(ctx), Desk.parameter(ctx, "token"), Desk.body(ctx)));
            route(
                    router,
                    HttpMethod.DELETE,
                    token,
                    ctx -> api.deleteToken(template(ctx), Desk.parameter(ctx, "token")));
            List.of(all, one, tokens, token).forEach(path -> desk.otherVerbs(router, path));
        }
    }

    private Reply create(RoutingContext ctx) {
        return knobs.get(Knob.NEW_APP) ? api.refusedToNewApp() : api.create(Desk.body(ctx));
    }

    private void route(Router router, HttpMethod method, String path, Function<RoutingContext, Reply> work) {
        Set<String> scopes = method.equals(HttpMethod.GET) ? READ : WRITE;
        desk.withBody(
                router,
                method,
                path,
                ctx -> desk.serve(
                        ctx,
                        new Desk.Work(
                                Place.TEMPLATES,
                                Optional.empty(),
                                () -> refusal(ctx, scopes).orElseGet(() -> work.apply(ctx)))));
    }

    private Optional<Reply> refusal(RoutingContext ctx, Set<String> scopes) {
        if (access.portals().all().stream()
                .noneMatch(portal -> Long.toString(portal.account().appId()).equals(Desk.parameter(ctx, "app")))) {
            return Optional.of(failures.notFound(Contract.S24));
        }
        TemplateAuth auth = knobs.get(Knob.TEMPLATE_AUTH);
        @Nullable String key = ctx.request().getParam("hapikey");
        if (key != null && auth != TemplateAuth.OAUTH) {
            return key.equals(access.developerKey()) ? Optional.empty() : Optional.of(failures.unauthenticated());
        }
        return switch (access.gate().caller(ctx.request().getHeader("authorization"))) {
            case Caller.Known(Portal _, Set<String> granted)
            when auth != TemplateAuth.HAPIKEY ->
                Collections.disjoint(granted, scopes) ? Optional.of(failures.missingScopes(scopes)) : Optional.empty();
            case Caller.Known _, Caller.PrivateApp _ -> Optional.of(failures.developerKeyNeeded());
            case Caller.Expired _, Caller.Unknown _, Caller.Nobody _ -> Optional.of(failures.unauthenticated());
        };
    }

    private static String template(RoutingContext ctx) {
        return Desk.parameter(ctx, "template");
    }
}
