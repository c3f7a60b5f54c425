package io.utkast.sandbox;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Opens the sandbox's paths if it is switched on; otherwise they do not exist. */
@Singleton
final class Sandbox {
    private final SandboxConfig config;
    private final Clock clock;

    Sandbox(SandboxConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    void open(@Observes Router router) {
        if (config.enabled()) {
            new Wiring(config, clock).mount(router);
        }
    }
}
