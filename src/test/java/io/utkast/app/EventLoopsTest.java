package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopsTest {
    private static final String KEY = "quarkus.vertx.event-loops-pool-size";

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "5, 4", "64, 4"})
    void leavesCoreToTheWriter(int cores, int loops) {
        assertThat(EventLoops.loops(cores)).isEqualTo(loops);
    }

    @Test
    void countsUnlessSomebodyConfiguresThem() {
        int cores = Runtime.getRuntime().availableProcessors();
        SmallRyeConfigBuilder discovered = new SmallRyeConfigBuilder().addDiscoveredSources();

        assertThat(discovered.build().getConfigValue(KEY).getValue())
                .isEqualTo(String.valueOf(EventLoops.loops(cores)));
        assertThat(discovered
                        .withSources(new PropertiesConfigSource(Map.of(KEY, "7"), "the operator's", 100))
                        .build()
                        .getConfigValue(KEY)
                        .getValue())
                .isEqualTo("7");
    }
}
