package io.utkast.sandbox;

import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;

/** Puts the sandbox together; knows no container. */
final class Wiring {
    private final Door door;
    private final ControlDoor controlDoor;

    Wiring(SandboxConfig config, Clock clock) {
        Templates templates = Templates.of(config.templates());
        List<Portal> portals = Account.of(config.accounts()).stream()
                .map(account -> new Portal(account, clock, config))
                .toList();
        Failures failures = new Failures(clock);
        Tokens tokens = new Tokens(portals, clock, config);
        Faults faults = new Faults(failures);
        Changes changes = new Changes();
        StateJson state = new StateJson(new Renderer(templates), portals, faults, clock);
        this.door = new Door(new Door.Rooms(
                new Gate(tokens, failures, config, clock),
                new TimelineApi(templates, config, failures, clock),
                new TokenEndpoint(portals, tokens, failures, clock),
                faults,
                failures,
                changes));
        this.controlDoor = new ControlDoor(new ControlApi(portals, tokens, faults, state), changes, new Pages());
    }

    void mount(Router router) {
        door.mount(router);
        controlDoor.mount(router);
    }
}
