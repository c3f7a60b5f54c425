package io.utkast.support;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration mappings filled from texts, as the gateway fills them at the start. */
public final class Settings {
    private Settings() {}

    /** The mapping with these properties and its own defaults. */
    public static <T> T read(Class<T> mapping, Map<String, String> properties) {
        return config(properties, mapping).getConfigMapping(mapping);
    }

    /** The mapping with all its defaults. */
    public static <T> T defaults(Class<T> mapping) {
        return read(mapping, Map.of());
    }

    /** A configuration that knows these mappings, and refuses keys that none of them has. */
    public static SmallRyeConfig config(Map<String, String> properties, Class<?>... mappings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 400));
        for (Class<?> mapping : mappings) {
            builder.withMapping(mapping);
        }
        return builder.build();
    }
}
