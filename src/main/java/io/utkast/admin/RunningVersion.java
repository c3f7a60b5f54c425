package io.utkast.admin;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which version runs, and since when. */
@Singleton
class RunningVersion {
    private final Clock clock;
    private final String version;
    private final Instant startedAt;

    RunningVersion(@ConfigProperty(name = "quarkus.application.version") String version, Clock clock) {
        this.version = version;
        this.clock = clock;
        startedAt = clock.instant();
    }

    /** Makes this bean at the start, so that the time is right. */
    void started(@Observes StartupEvent event) {}

    String version() {
        return version;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant now() {
        return clock.instant();
    }
}
