package io.utkast.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.utkast.admin.DeliverMetrics;
import io.utkast.admin.Deliveries;
import io.utkast.deliver.Lanes;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Registers the metrics of delivery when the gateway starts; where only the sandbox runs, there is nothing to measure. */
@Singleton
final class DeliveryMeters {
    private final GatewayConfig config;
    private final Instance<Deliveries> deliveries;
    private final Instance<Lanes> lanes;

    DeliveryMeters(GatewayConfig config, Instance<Deliveries> deliveries, Instance<Lanes> lanes) {
        this.config = config;
        this.deliveries = deliveries;
        this.lanes = lanes;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        if (config.gateway().enabled()) {
            new DeliverMetrics(deliveries.get(), lanes.get().portals()).bindTo(registry);
        }
    }
}
