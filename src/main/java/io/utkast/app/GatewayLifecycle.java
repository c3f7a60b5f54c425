package io.utkast.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.utkast.admin.DeliverMetrics;
import io.utkast.admin.Deliveries;
import io.utkast.deliver.Lanes;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.sqlite.SqliteOutbox;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Starts the lanes and their metrics with the gateway, so that a broken outbox stops the start; stops them first and the outbox last. */
@Singleton
final class GatewayLifecycle {
    private final GatewayConfig config;
    private final Instance<Outbox> outbox;
    private final Instance<Lanes> lanes;
    private final Instance<Deliveries> deliveries;
    private final MeterRegistry registry;

    GatewayLifecycle(
            GatewayConfig config,
            Instance<Outbox> outbox,
            Instance<Lanes> lanes,
            Instance<Deliveries> deliveries,
            MeterRegistry registry) {
        this.config = config;
        this.outbox = outbox;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        if (config.gateway().enabled()) {
            lanes.get().start();
            new DeliverMetrics(deliveries.get(), lanes.get().portals()).bindTo(registry);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (!config.gateway().enabled()) {
            return;
        }
        lanes.get().close(config.drainTimeout());
        if (outbox.get() instanceof SqliteOutbox file) {
            file.close();
        }
    }
}
