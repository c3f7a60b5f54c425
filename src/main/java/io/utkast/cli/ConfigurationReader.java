package io.utkast.cli;

import io.quarkus.config.yaml.runtime.YamlConfigBuilder;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.utkast.admin.AdminConfig;
import io.utkast.admit.BotsConfig;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.LimitsConfig;
import io.utkast.app.GatewayConfig;
import io.utkast.app.StartChecks;
import io.utkast.collect.CollectConfig;
import io.utkast.outbox.DeadLettersConfig;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.CatalogReader;
import io.utkast.site.ConfigFault;
import io.utkast.site.PortalsConfig;
import io.utkast.site.SitesConfig;
import java.util.ArrayList;
import java.util.List;

/** Reads the configuration without starting Quarkus, from the places where Quarkus reads it. */
final class ConfigurationReader {
    /** The mappings of the gateway's rooms; a key under none of them is a mistake. */
    static final List<Class<?>> MAPPINGS = List.of(
            AdminConfig.class,
            BotsConfig.class,
            CollectConfig.class,
            DeadLettersConfig.class,
            DuplicatesConfig.class,
            GatewayConfig.class,
            LimitsConfig.class,
            OutboxConfig.class,
            PortalsConfig.class,
            SitesConfig.class);

    /** What concerns only the sandbox and the demo is not looked at. */
    static final List<String> IGNORED = List.of("utkast.demo", "utkast.sandbox");

    private ConfigurationReader() {}

    /** Reads {@code config/application.yaml}, the environment, system properties and profiles. */
    static Configuration read() {
        // The demo's profile names the port, whose default only a running Quarkus knows.
        return read(new YamlConfigBuilder()
                .configBuilder(ConfigUtils.configBuilder())
                .withDefaultValue("quarkus.http.port", "8080"));
    }

    /** Reads the sources of the builder. */
    static Configuration read(SmallRyeConfigBuilder builder) {
        MAPPINGS.forEach(builder::withMapping);
        IGNORED.forEach(path -> builder.withMappingIgnore(path + ".**"));
        try {
            return read(builder.build());
        } catch (ConfigValidationException e) {
            return new Configuration.Wrong(Mistakes.of(e));
        } catch (RuntimeException e) {
            // The library tells a broken file by whatever its parser throws.
            return new Configuration.Wrong(List.of(Mistakes.unreadable(e)));
        }
    }

    private static Configuration read(SmallRyeConfig config) {
        SitesConfig sites = config.getConfigMapping(SitesConfig.class);
        CatalogReader reader = new CatalogReader(sites, config.getConfigMapping(PortalsConfig.class));
        List<ConfigFault> faults = new ArrayList<>(StartChecks.of(config));
        faults.addAll(reader.faults());
        return faults.isEmpty()
                ? new Configuration.Right(
                        config.getConfigMapping(GatewayConfig.class),
                        config.getConfigMapping(OutboxConfig.class),
                        sites,
                        reader.catalog(),
                        reader.warnings())
                : new Configuration.Wrong(faults);
    }
}
