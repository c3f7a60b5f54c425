package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.LimitsConfig;
import io.utkast.admit.Visitors;
import io.utkast.support.Settings;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds that bound nothing stop the start, each named by its key. */
class WiringTest {
    private final Wiring wiring = new Wiring();

    @ParameterizedTest
    @CsvSource({"utkast.limits.visitor.events, 0", "utkast.limits.address.events, -1", "utkast.limits.site.per, PT0S"})
    void limitsMustBePositive(String key, String value) {
        LimitsConfig config = Settings.read(LimitsConfig.class, Map.of(key, value));

        assertThatThrownBy(() -> wiring.limits(config, new Visitors(1, new SecureRandom(), () -> 0)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(key);
    }

    @Test
    void memoryOfVisitorsMustBePositive() {
        LimitsConfig config = Settings.read(LimitsConfig.class, Map.of("utkast.limits.maximum-visitors", "0"));

        assertThatThrownBy(() -> wiring.visitors(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("utkast.limits.maximum-visitors");
    }

    @ParameterizedTest
    @CsvSource({"utkast.duplicates.maximum, 0", "utkast.duplicates.keep, PT0S"})
    void duplicateMemoryMustBePositive(String key, String value) {
        DuplicatesConfig config = Settings.read(DuplicatesConfig.class, Map.of(key, value));

        assertThatThrownBy(() -> wiring.duplicates(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(key);
    }
}
