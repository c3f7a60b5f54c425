package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import io.utkast.admit.BotsConfig;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.LimitsConfig;
import io.utkast.collect.CollectConfig;
import io.utkast.outbox.DeadLettersConfig;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.CatalogReader;
import io.utkast.site.PortalsConfig;
import io.utkast.site.SitesConfig;
import io.utkast.support.Settings;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of the configuration and its default. */
class ConfigurationTest {
    private static final Class<?>[] MAPPINGS = {
        GatewayConfig.class,
        CollectConfig.class,
        LimitsConfig.class,
        BotsConfig.class,
        DuplicatesConfig.class,
        OutboxConfig.class,
        DeadLettersConfig.class,
        SitesConfig.class,
        PortalsConfig.class
    };

    @Test
    void gatewayDefaults() {
        GatewayConfig gateway = Settings.defaults(GatewayConfig.class);

        assertThat(gateway.publicUrl()).isEmpty();
        assertThat(gateway.dataDir()).isEqualTo(Path.of("data"));
        assertThat(gateway.secretKey()).isEmpty();
        assertThat(gateway.drainTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(gateway.receipts().keep()).isEqualTo(Duration.ofHours(24));
        assertThat(gateway.gateway().enabled()).isTrue();
    }

    @Test
    void doorDefaults() {
        CollectConfig collect = Settings.defaults(CollectConfig.class);
        BotsConfig bots = Settings.defaults(BotsConfig.class);
        DuplicatesConfig duplicates = Settings.defaults(DuplicatesConfig.class);

        assertThat(collect.path()).isEqualTo("/v1/events");
        assertThat(collect.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(bots.userAgents()).isEqualTo(BotsConfig.Action.REFUSE);
        assertThat(bots.headless()).isEqualTo(BotsConfig.Action.COUNT);
        assertThat(bots.automation()).isEqualTo(BotsConfig.Action.REFUSE);
        assertThat(duplicates.maximum()).isEqualTo(1_000_000);
        assertThat(duplicates.keep()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void limitDefaults() {
        LimitsConfig limits = Settings.defaults(LimitsConfig.class);

        assertThat(limits.maximumVisitors()).isEqualTo(1_000_000);
        assertThat(text(limits.visitor())).isEqualTo("120 per PT1M true");
        assertThat(text(limits.address())).isEqualTo("600 per PT1M true");
        assertThat(text(limits.site())).isEqualTo("5000 per PT1S true");
    }

    @Test
    void outboxDefaults() {
        OutboxConfig outbox = Settings.defaults(OutboxConfig.class);
        DeadLettersConfig deadLetters = Settings.defaults(DeadLettersConfig.class);

        assertThat(outbox.kind()).isEqualTo(OutboxConfig.Kind.SQLITE);
        assertThat(outbox.capacity().bytes()).isEqualTo(10L << 30);
        assertThat(outbox.maxEvents()).isEqualTo(10_000_000);
        assertThat(outbox.maxShare().fraction()).isEqualTo(0.5);
        assertThat(deadLetters.maximum()).isEqualTo(100_000);
        assertThat(deadLetters.keep()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void everyDocumentedKeyIsKnown() throws IOException {
        SmallRyeConfig config = documented(Map.of());

        CatalogReader reader = new CatalogReader(
                config.getConfigMapping(SitesConfig.class), config.getConfigMapping(PortalsConfig.class));
        assertThat(reader.faults()).isEmpty();
        assertThat(reader.warnings()).isEmpty();
        PortalsConfig.PortalEntry acme =
                config.getConfigMapping(PortalsConfig.class).portals().get("acme");
        assertThat(acme).isNotNull();
        assertThat(config.getConfigMapping(LimitsConfig.class).site().per()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void environmentReachesEntriesOfMaps() throws IOException {
        SmallRyeConfig config = documented(Map.of(
                "UTKAST_PORTALS_ACME_CLIENT_SECRET", "from-the-environment",
                "UTKAST_SITES_SHOP_HONOUR_DNT", "true",
                "UTKAST_OUTBOX_MAX_SHARE", "25%"));

        assertThat(config.getConfigMapping(PortalsConfig.class).portals().values())
                .singleElement()
                .satisfies(portal -> assertThat(portal.clientSecret().reveal()).isEqualTo("from-the-environment"));
        assertThat(config.getConfigMapping(SitesConfig.class).sites().values())
                .singleElement()
                .satisfies(site -> assertThat(site.honourDnt()).isTrue());
        assertThat(config.getConfigMapping(OutboxConfig.class).maxShare().fraction())
                .isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utkast.collect.paht",
                "utkast.limits.store",
                "utkast.limits.visitor.event",
                "utkast.bots.robots",
                "utkast.duplicates.size",
                "utkast.outbox.path",
                "utkast.dead-letters.max",
                "utkast.receipts.maximum",
                "utkast.sites.shop.orgins",
                "utkast.sites.shop.events.page_view.token",
                "utkast.portals.acme.secret",
                "utkast.portals.acme.quota.limit",
                "utkast.nonsense"
            })
    void unknownKeyIsRefusedByItsName(String key) {
        assertThatThrownBy(() -> Settings.config(Map.of(key, "x"), MAPPINGS)).hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "memory"})
    void otherKindsOfOutboxAreRefused(String kind) {
        assertThatThrownBy(() -> Settings.read(OutboxConfig.class, Map.of("utkast.outbox.kind", kind)))
                .hasMessageContaining(kind);
    }

    private static String text(LimitsConfig.Limit limit) {
        return limit.events() + " per " + limit.per() + " " + limit.enabled();
    }

    private static SmallRyeConfig documented(Map<String, String> environment) throws IOException {
        URL yaml = Objects.requireNonNull(ConfigurationTest.class.getResource("/every-key.yaml"));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new YamlConfigSource(yaml), new EnvConfigSource(environment, 500));
        for (Class<?> mapping : MAPPINGS) {
            builder.withMapping(mapping);
        }
        return builder.build();
    }
}
