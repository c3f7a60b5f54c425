package io.utkast.app;

import io.utkast.outbox.Outbox;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the outbox takes events. HubSpot being away, or one portal's share being full, does not count: other
 * sites' events are still taken.
 */
@Readiness
public class OutboxReadiness implements HealthCheck {
    private final GatewayConfig config;
    private final Instance<Outbox> outbox;

    OutboxReadiness(GatewayConfig config, Instance<Outbox> outbox) {
        this.config = config;
        this.outbox = outbox;
    }

    @Override
    public HealthCheckResponse call() {
        // The sandbox alone has no outbox, and must not open one.
        boolean ready = !config.gateway().enabled() || outbox.get().accepting();
        return HealthCheckResponse.named("outbox").status(ready).build();
    }
}
