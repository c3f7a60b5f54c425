package io.utkast.demo;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Opens the demo shop if it is switched on; otherwise its paths do not exist. */
@Singleton
final class Demo {
    private final DemoConfig config;

    Demo(DemoConfig config) {
        this.config = config;
    }

    void open(@Observes Router router) {
        if (config.enabled()) {
            new Shop(config.site()).mount(router);
        }
    }
}
