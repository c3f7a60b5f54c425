package io.utkast.app;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.utkast.collect.Snippets;
import io.utkast.deliver.Lanes;
import io.utkast.hubspot.MappingReviews;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.sqlite.SqliteOutbox;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final Instance<MappingReviews> reviews;
    private final AtomicBoolean compared = new AtomicBoolean();
    private final Drain drain;

    GatewayLifecycle(
            GatewayConfig config,
            Instance<Snippets> snippets,
            Instance<Outbox> outbox,
            Instance<Lanes> lanes,
            Instance<MappingReviews> reviews) {
        this.config = config;
        this.snippets = snippets;
        this.outbox = outbox;
        this.lanes = lanes;
        this.reviews = reviews;
        drain = new Drain(config.drainTimeout(), System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        if (config.gateway().enabled()) {
            snippets.get();
            lanes.get().start();
        }
    }

    /** Once the port is open: in development the sandbox behind it stands in for HubSpot. */
    void opened(@ObservesAsync HttpServerStart event) {
        compareMappings();
    }

    /** Where there is no port but this one. */
    void opened(@ObservesAsync HttpsServerStart event) {
        compareMappings();
    }

    private void compareMappings() {
        if (config.gateway().enabled() && compared.compareAndSet(false, true)) {
            reviews.get().start();
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
