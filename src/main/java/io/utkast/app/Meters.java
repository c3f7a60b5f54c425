package io.utkast.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.utkast.admin.CacheMetrics;
import io.utkast.admin.CacheReader;
import io.utkast.admin.CollectMetrics;
import io.utkast.admin.DeliverMetrics;
import io.utkast.admin.Deliveries;
import io.utkast.admin.OutboxMetrics;
import io.utkast.collect.CollectCounters;
import io.utkast.outbox.OutboxConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Registers the gateway's metrics at the start; where only the sandbox runs, there is nothing to measure. */
@Singleton
final class Meters {
    private final GatewayConfig gateway;
    private final OutboxConfig outbox;
    private final Instance<CollectCounters> counters;
    private final Instance<CacheReader> caches;
    private final Instance<Deliveries> deliveries;

    Meters(
            GatewayConfig gateway,
            OutboxConfig outbox,
            Instance<CollectCounters> counters,
            Instance<CacheReader> caches,
            Instance<Deliveries> deliveries) {
        this.gateway = gateway;
        this.outbox = outbox;
        this.counters = counters;
        this.caches = caches;
        this.deliveries = deliveries;
    }

    void register(@Observes StartupEvent event, MeterRegistry registry) {
        if (gateway.gateway().enabled()) {
            new CollectMetrics(counters.get()).bindTo(registry);
            new CacheMetrics(caches.get()).bindTo(registry);
            new DeliverMetrics(deliveries.get()).bindTo(registry);
            new OutboxMetrics(deliveries.get().outbox(), outbox).bindTo(registry);
        }
    }
}
