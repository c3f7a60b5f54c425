package io.utkast.sandbox;

import io.vertx.ext.web.Router;
import java.time.Clock;

/** Puts the sandbox together; knows no container. */
final class Wiring {
    private final Door door;
    private final OAuthDoor oauthDoor;
    private final TemplatesDoor templatesDoor;
    private final ControlDoor controlDoor;

    Wiring(SandboxConfig config, Clock time) {
        MovableClock clock = new MovableClock(time);
        Knobs knobs = new Knobs(config);
        Templates templates = Templates.of(config.templates());
        Renderer renderer = new Renderer(templates);
        Portals portals = new Portals(Account.of(config), clock, knobs, new Capacity(config.maximum()));
        Tokens tokens = new Tokens(portals, clock, knobs);
        Failures failures = new Failures(clock);
        Faults faults = new Faults();
        Changes changes = new Changes();
        Desk desk = new Desk(portals, faults, failures, changes);
        Gate gate = new Gate(tokens, portals, failures, knobs, clock);
        AppEventTypes types = new AppEventTypes(templates, failures);
        Clients clients = new Clients(portals);

        this.door = new Door(
                desk, new Door.Rooms(gate, new TimelineApi(types, knobs, failures, clock), types), failures, knobs);
        this.oauthDoor = new OAuthDoor(
                desk,
                new OAuthDoor.Rooms(
                        new Authorization(clients, tokens, knobs),
                        new TokenEndpoint(clients, tokens, failures),
                        new TokenInspector(clients, tokens, failures, clock),
                        tokens),
                failures,
                knobs,
                clock);
        this.templatesDoor = new TemplatesDoor(
                desk,
                new TemplatesApi(templates, renderer, portals, failures, clock),
                new TemplatesDoor.Access(gate, portals, config.developerKey()),
                failures,
                knobs);
        StateJson state = new StateJson(renderer, portals, faults, clock);
        this.controlDoor = new ControlDoor(
                new ControlApi(portals, tokens, knobs, state),
                new StageApi(portals, tokens, templates, faults, new StageApi.Setting(knobs, clock, config)),
                new CookieHelper(clock),
                changes,
                new Pages());
    }

    void mount(Router router) {
        door.mount(router);
        templatesDoor.mount(router);
        oauthDoor.mount(router);
        door.mountRest(router);
        controlDoor.mount(router);
    }
}
