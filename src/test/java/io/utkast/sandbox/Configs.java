package io.utkast.sandbox;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;

/** Sandbox settings for tests: the defaults, and what a test sets otherwise. */
final class Configs {
    private Configs() {}

    static SandboxConfig defaults() {
        return with(Map.of());
    }

    static Knobs knobs() {
        return new Knobs(defaults());
    }

    /** Keys without the prefix. */
    static SandboxConfig with(Map<String, String> values) {
        Map<String, String> full = values.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(entry -> "utkast.sandbox." + entry.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SandboxConfig.class)
                .withDefaultValues(full)
                .build()
                .getConfigMapping(SandboxConfig.class);
    }
}
