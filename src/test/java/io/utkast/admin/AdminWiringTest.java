package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.support.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminWiringTest {
    private final AdminConfig withRole =
            Settings.read(AdminConfig.class, Map.of("utkast.admin.oidc.role", "operators"));

    @Test
    void refusesARoleInABuildWithoutOidc() {
        assertThatThrownBy(() -> AdminWiring.check(withRole, false))
                .hasMessageStartingWith("utkast.admin.oidc.role: ")
                .hasMessageContaining("-Poidc");
    }

    @Test
    void startsWithARoleWhereItServesAndWithoutOneAnywhere() {
        assertThatCode(() -> AdminWiring.check(withRole, true)).doesNotThrowAnyException();
        assertThatCode(() -> AdminWiring.check(Settings.defaults(AdminConfig.class), false))
                .doesNotThrowAnyException();
    }
}
