package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.collect.CollectConfig;
import io.utkast.site.ConfigFault;
import io.utkast.site.PortalsConfig;
import io.utkast.support.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayFaultsTest {

    @Test
    void defaultsAreRight() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @Test
    void wholeConfigurationIsRight() {
        assertThat(faults(Map.of(
                        "utkast.collect.path", "/news/e.v-1",
                        "utkast.public-url", "https://events.example.com/base",
                        "utkast.secret-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "utkast.drain-timeout", "0s")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "utkast.collect.path, collect",
        "utkast.collect.path, /v1/",
        "utkast.collect.path, /v1?x",
        "utkast.collect.max-age, 0s",
        "utkast.drain-timeout, -5s",
        "utkast.public-url, ftp://example.com",
        "utkast.public-url, events.example.com",
        "utkast.secret-key, c2hvcnQ=",
        "utkast.secret-key, not base64!",
    })
    void namesTheKeyOfEachMistakeButNoSecret(String key, String value) {
        List<ConfigFault> faults = faults(Map.of(key, value));

        assertThat(faults).extracting(ConfigFault::key).containsExactly(key);
        if (key.contains("secret")) {
            assertThat(faults.getFirst().message()).doesNotContain(value);
        }
    }

    @Test
    void aPortalWithoutRefreshTokenNeedsAKeyToStoreOneWith() {
        Map<String, String> unconnected =
                Map.of("utkast.portals.acme.client-id", "client", "utkast.portals.acme.client-secret", "secret");
        Map<String, String> withKey = new HashMap<>(unconnected);
        withKey.put("utkast.secret-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        Map<String, String> withToken = new HashMap<>(unconnected);
        withToken.put("utkast.portals.acme.refresh-token", "token");

        assertThat(faults(unconnected)).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("utkast.secret-key");
            assertThat(fault.message()).contains("portal acme", "utkast.portals.acme.refresh-token");
        });
        assertThat(faults(withKey)).isEmpty();
        assertThat(faults(withToken)).isEmpty();
    }

    private static List<ConfigFault> faults(Map<String, String> properties) {
        var config = Settings.config(properties, GatewayConfig.class, CollectConfig.class, PortalsConfig.class);
        return GatewayFaults.of(
                config.getConfigMapping(GatewayConfig.class),
                config.getConfigMapping(CollectConfig.class),
                config.getConfigMapping(PortalsConfig.class));
    }
}
