package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.site.Secret;
import io.utkast.support.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneWiringTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String OTHER_KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";

    @TempDir
    Path directory;

    @Test
    void aWrongKeyStopsTheStartAndIsNamed() throws Exception {
        Path tokens = directory.resolve("tokens.json");
        TokenVault.open(tokens, new Secret(KEY)).of(new PortalKey("acme"), null).issued(new Secret("a-token"));
        String before = Files.readString(tokens);

        assertThatThrownBy(() -> start(Map.of("utkast.secret-key", OTHER_KEY)))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("utkast.secret-key: ")
                .hasMessageNotContaining(OTHER_KEY);
        assertThatThrownBy(() -> start(Map.of())).hasMessageStartingWith("utkast.secret-key: is needed");
        assertThat(Files.readString(tokens)).isEqualTo(before);
    }

    private void start(Map<String, String> properties) throws Exception {
        GatewayConfig config = Settings.read(GatewayConfig.class, properties);
        try (DataDirectory data = DataDirectory.open(directory)) {
            new LaneWiring(new Traces(null, () -> 0)).vault(data, config);
        }
    }
}
