package io.utkast.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.utkast.site.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The gateway as a whole. */
@ConfigMapping(prefix = "utkast")
public interface GatewayConfig {

    /** How browsers reach the gateway. Without it the snippet sends to the host it was loaded from. */
    Optional<URI> publicUrl();

    /** Holds the outbox; locked by one process, since two writers would lose events. */
    @WithDefault("data")
    Path dataDir();

    /** 32 bytes in base64: encrypts refresh tokens; needed as soon as one must be stored. */
    Optional<Secret> secretKey();

    /** How long a stop may take, waiting for load balancers and requests included, until the lanes have settled. */
    @WithDefault("20s")
    Duration drainTimeout();

    /** Receipts. */
    Receipts receipts();

    /** Whether this process is a gateway; the sandbox command switches it off. */
    Gateway gateway();

    /** Receipts are kept so long. */
    interface Receipts {
        /** A day covers "where is yesterday's event?". */
        @WithDefault("24h")
        Duration keep();
    }

    /** The gateway's own switch. */
    interface Gateway {
        /** Set by the commands, not by people. */
        @WithDefault("true")
        boolean enabled();
    }
}
