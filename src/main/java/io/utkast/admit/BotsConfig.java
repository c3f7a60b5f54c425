package io.utkast.admit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What happens to events of robots; each rule on its own. */
@ConfigMapping(prefix = "utkast.bots")
public interface BotsConfig {

    /** User agents that say they are a robot. */
    @WithDefault("refuse")
    Action userAgents();

    /** Senders that look like a browser without a window. Counted only: some privacy tools hide the language too. */
    @WithDefault("count")
    Action headless();

    /** Browsers that say they are driven by a program ({@code navigator.webdriver}). */
    @WithDefault("refuse")
    Action automation();

    /** What a rule does when it fits. */
    enum Action {
        /** The event is refused with the reason {@code bot}. */
        REFUSE,
        /** The event passes and is counted. */
        COUNT,
        /** The rule is not asked. */
        OFF
    }
}
