package io.utkast.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many dead letters are kept, and for how long. */
@ConfigMapping(prefix = "utkast.dead-letters")
public interface DeadLettersConfig {

    /** More than this, and the oldest go. */
    @WithDefault("100000")
    int maximum();

    /** Time enough to notice, correct a template and replay. */
    @WithDefault("30d")
    Duration keep();
}
