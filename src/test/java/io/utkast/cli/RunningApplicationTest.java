package io.utkast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningApplicationTest {

    @Test
    void tellsTheDemosTokenSinceEverybodyKnowsIt() {
        assertThat(addresses(Map.of("utkast.demo.enabled", "true", "utkast.admin.token", "dev")))
                .containsExactly(
                        "Open http://localhost:8080/demo/    the demo shop: accept the cookies, click through",
                        "Open http://localhost:8080/admin    the operator's page; the token is dev");
    }

    @Test
    void keepsATokenOfTheOperatorsOwnOutOfTheLog() {
        assertThat(addresses(Map.of(
                        "utkast.demo.enabled", "true", "utkast.admin.token", "s3cret", "quarkus.http.port", "8088")))
                .contains("Open http://localhost:8088/admin    the operator's page")
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void tellsNoAddressOfAGatewayInProduction() {
        assertThat(addresses(Map.of("utkast.admin.token", "s3cret"))).isEmpty();
    }

    private static List<String> addresses(Map<String, String> values) {
        return RunningApplication.addresses(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build());
    }
}
