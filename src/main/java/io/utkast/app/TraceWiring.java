package io.utkast.app;

import com.github.benmanes.caffeine.cache.Ticker;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Traces if the build has Quarkus' OpenTelemetry extension: {@code ./mvnw package -Ptracing}. */
@Singleton
final class TraceWiring {

    @Produces
    @Singleton
    Traces traces(Instance<OpenTelemetry> telemetry) {
        return new Traces(telemetry.isResolvable() ? telemetry.get() : null, Ticker.systemTicker());
    }
}
