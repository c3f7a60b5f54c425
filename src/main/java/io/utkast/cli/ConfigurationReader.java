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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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

    private static final Pattern NOISE = Pattern.compile("^(?:[a-z]+(?:\\.\\w+)+: )?(?:SRCFG\\d+: )?");
    private static final Pattern KEY = Pattern.compile("\\butkast\\.[A-Za-z0-9_.\\[\\]\"-]*[A-Za-z0-9_\\]\"]");

    /** A secret may stand in the wrong place, so no value is repeated. */
    private static final Pattern VALUE = Pattern.compile(" with the config value \"[^\"]*\"");

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
            return new Configuration.Wrong(IntStream.range(0, e.getProblemCount())
                    .mapToObj(i -> fault(e.getProblem(i).getMessage()))
                    .toList());
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

    private static ConfigFault fault(String message) {
        String plain = NOISE.matcher(message).replaceFirst("");
        Matcher key = KEY.matcher(plain);
        return new ConfigFault(
                key.find() ? key.group() : "utkast", VALUE.matcher(plain).replaceAll(""));
    }
}
