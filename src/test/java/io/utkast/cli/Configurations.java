package io.utkast.cli;

import io.utkast.app.GatewayConfig;
import io.utkast.outbox.OutboxConfig;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import java.nio.file.Path;
import java.util.Map;

/** Configurations that are right. */
final class Configurations {
    private Configurations() {}

    static Configuration.Right of(Sites sites, Path dataDir) {
        return new Configuration.Right(
                Settings.read(
                        GatewayConfig.class,
                        Map.of(
                                "utkast.data-dir",
                                dataDir.toString(),
                                "utkast.public-url",
                                "https://events.example.com")),
                Settings.read(OutboxConfig.class, Map.of("utkast.outbox.capacity", "1M")),
                sites.sitesConfig(),
                sites.catalog(),
                sites.read().warnings());
    }
}
