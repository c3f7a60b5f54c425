package io.utkast.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the demo shop. */
@ConfigMapping(prefix = "utkast.demo")
public interface DemoConfig {
    /** Off: the shop's paths do not exist. */
    @WithDefault("false")
    boolean enabled();

    /** The key of the site that the shop's pages count for; it stands in their script tag. */
    @WithDefault("demo")
    String site();
}
