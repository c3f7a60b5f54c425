package io.utkast.sandbox;

import io.utkast.sandbox.Fault.Place;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** HubSpot's paths for events: the v3 timeline, its older alias, and app events under their versions. */
final class Door {
    private static final String TIMELINE = "/integrators/timeline/v3/events";
    private static final String ALIAS = "/crm/v3/timeline/events";
    private static final String APP_EVENTS = "/integrators/timeline/:version/events";
    private static final String PROJECTS = "/integrators/timeline/:version/types/projects";

    private final Desk desk;
    private final Gate gate;
    private final TimelineApi timeline;
    private final AppEventTypes types;
    private final Failures failures;
    private final Knobs knobs;

    /** What the door leads to. */
    record Rooms(Gate gate, TimelineApi timeline, AppEventTypes types) {}

    Door(Desk desk, Rooms rooms, Failures failures, Knobs knobs) {
        this.desk = desk;
        this.gate = rooms.gate();
        this.timeline = rooms.timeline();
        this.types = rooms.types();
        this.failures = failures;
        this.knobs = knobs;
    }

    void mount(Router router) {
        router.route(ALIAS + "*").handler(ctx -> {
            if (knobs.refuses(Knob.CRM_ALIAS)) {
                desk.send(ctx, failures.notFound(Contract.S2));
            } else {
                ctx.next();
            }
        });
        router.route("/integrators/timeline/:version/*").handler(ctx -> {
            String version = Desk.parameter(ctx, "version");
            if (version.equals("v3") || knobs.get(Knob.APP_EVENTS_VERSIONS).contains(version)) {
                ctx.next();
            } else {
                desk.send(ctx, failures.notFound(Contract.S20));
            }
        });
        events(router, TIMELINE, Dialect.TIMELINE, "/batch/create");
        events(router, ALIAS, Dialect.TIMELINE, "/batch/create");
        for (String other : List.of(TIMELINE + "/*", "/integrators/timeline/v3/types/*")) {
            // What comes now belongs to the other versions.
            router.route(other).handler(ctx -> desk.send(ctx, failures.notFound(Contract.S28)));
        }
        events(router, APP_EVENTS, Dialect.APP_EVENTS, "/batch");
        desk.post(
                router,
                PROJECTS,
                ctx -> serve(
                        ctx,
                        Place.READ,
                        caller -> gate.pass(
                                caller, Tokens.DEVELOPER_SCOPES, portal -> types.find(portal, Desk.body(ctx)))));
        desk.otherVerbs(router, PROJECTS);
    }

    /** Everything else below HubSpot's timeline paths; mounted last. */
    void mountRest(Router router) {
        for (String all : List.of("/integrators/timeline/*", "/crm/v3/timeline/*", "/oauth/*")) {
            router.route(all).handler(ctx -> {
                if (isOfAnApp(ctx)) {
                    ctx.next();
                } else {
                    desk.send(ctx, failures.notFound(Contract.S28));
                }
            });
        }
    }

    /** Not HubSpot's: where an app in this process is called back with its code. */
    static boolean isOfAnApp(RoutingContext ctx) {
        return "/oauth/callback".equals(ctx.request().path());
    }

    private void events(Router router, String path, Dialect dialect, String batch) {
        send(router, path, Place.EVENTS, dialect);
        send(router, path + batch, Place.BATCH, dialect);
        router.get(path + "/:template/:id").handler(ctx -> {
            String template = Desk.parameter(ctx, "template");
            String id = Desk.parameter(ctx, "id");
            serve(
                    ctx,
                    Place.READ,
                    caller ->
                            gate.pass(caller, Gate.EVENTS, portal -> timeline.readBack(portal, template, id, dialect)));
        });
    }

    private void send(Router router, String path, Place place, Dialect dialect) {
        desk.post(router, path, ctx -> {
            if (!Desk.has(ctx, "application/json")) {
                desk.send(ctx, failures.unsupportedMediaType());
                return;
            }
            byte[] body = Desk.body(ctx);
            Caller caller = arrived(ctx);
            Optional<Portal> account = caller.account();
            Runnable unanswered = () -> account.ifPresent(portal -> timeline.unanswered(portal, body));
            desk.serve(
                    ctx,
                    new Desk.Work(
                            place,
                            account,
                            () -> {
                                Reply reply = gate.pass(
                                        caller, Gate.EVENTS, portal -> timeline.take(portal, body, dialect, place));
                                if (reply.status() == 401 || reply.status() == 403 || reply.status() == 429) {
                                    unanswered.run();
                                }
                                return ofPath(ctx, reply);
                            },
                            unanswered));
        });
        desk.otherVerbs(router, path);
    }

    private void serve(RoutingContext ctx, Place place, Function<Caller, Reply> work) {
        Caller caller = arrived(ctx);
        desk.serve(ctx, new Desk.Work(place, caller.account(), () -> ofPath(ctx, work.apply(caller))));
    }

    /** The caller; its account counts the request, whatever the answer will be. */
    private Caller arrived(RoutingContext ctx) {
        Caller caller = gate.caller(ctx.request().getHeader("authorization"));
        caller.account().ifPresent(portal -> {
            portal.counters().requests.increment();
            portal.meter().arrive();
        });
        return caller;
    }

    private static Reply ofPath(RoutingContext ctx, Reply reply) {
        return ctx.normalizedPath().startsWith(ALIAS) ? reply.following(Contract.S2) : reply;
    }
}
