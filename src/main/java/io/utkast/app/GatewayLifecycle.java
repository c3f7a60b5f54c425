package io.utkast.app;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.utkast.collect.Snippets;
import io.utkast.deliver.Lanes;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.sqlite.SqliteOutbox;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Makes the snippets and starts the lanes with the gateway, so that a broken data directory stops the start; stops the
 * lanes first and the outbox last.
 */
@Singleton
final class GatewayLifecycle {
    private final GatewayConfig config;
    private final Instance<Snippets> snippets;
    private final Instance<Outbox> outbox;
    private final Instance<Lanes> lanes;
    private final Drain drain;

    GatewayLifecycle(
            GatewayConfig config, Instance<Snippets> snippets, Instance<Outbox> outbox, Instance<Lanes> lanes) {
        this.config = config;
        this.snippets = snippets;
        this.outbox = outbox;
        this.lanes = lanes;
        drain = new Drain(config.drainTimeout(), System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        if (config.gateway().enabled()) {
            snippets.get();
            lanes.get().start();
        }
    }

    /** The first sign of a stop; it does not come where quarkus.shutdown.delay is 0. */
    void announce(@Observes ShutdownDelayInitiatedEvent event) {
        drain.begin();
    }

    void stop(@Observes ShutdownEvent event) {
        if (!config.gateway().enabled()) {
            return;
        }
        lanes.get().close(drain.left());
        if (outbox.get() instanceof SqliteOutbox file) {
            file.close();
        }
    }
}
