package io.utkast.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.sqlite.SqliteOutbox;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Opens the outbox when the gateway starts, so that a broken one stops the start, and closes it last. */
@Singleton
final class GatewayLifecycle {
    private final GatewayConfig config;
    private final Instance<Outbox> outbox;

    GatewayLifecycle(GatewayConfig config, Instance<Outbox> outbox) {
        this.config = config;
        this.outbox = outbox;
    }

    void start(@Observes StartupEvent event) {
        if (config.gateway().enabled()) {
            outbox.get().accepting();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (config.gateway().enabled() && outbox.get() instanceof SqliteOutbox file) {
            file.close();
        }
    }
}
