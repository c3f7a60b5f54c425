package io.utkast.admit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an event id is remembered: so long and up to a third more, unless its number bounds it. */
@ConfigMapping(prefix = "utkast.duplicates")
public interface DuplicatesConfig {

    /** Ids in memory; the oldest go first, a quarter at a time, and HubSpot still tells those by their id. */
    @WithDefault("1000000")
    int maximum();

    /** A snippet retries within minutes, a browser that was closed within a day. */
    @WithDefault("24h")
    Duration keep();
}
