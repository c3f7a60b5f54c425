package io.utkast.collect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The collect endpoint. */
@ConfigMapping(prefix = "utkast.collect")
public interface CollectConfig {

    /** The path unless it is renamed. */
    String USUAL_PATH = "/v1/events";

    /** Can be renamed, since blockers know common names. */
    @WithDefault(USUAL_PATH)
    String path();

    /** Older events are refused: a snippet keeps its own for less than that. */
    @WithDefault("7d")
    Duration maxAge();
}
