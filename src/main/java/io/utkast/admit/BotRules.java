package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells robots by what they say of themselves. Each rule refuses, only counts, or is off. */
public final class BotRules {
    /** The words by which honest robots, monitors and HTTP libraries name themselves. Cubot is a make of telephone. */
    private static final Pattern ROBOT = Pattern.compile(
            "(?<!\\bcu)bot\\b|bot/|bot_|crawl|spider|slurp|headless|lighthouse|pingdom|uptime|monitor|preview|facebookexternalhit"
                    + "|curl/|wget/|python-|go-http-client|java/|okhttp|axios/|node-fetch|phantomjs|scrapy",
            Pattern.CASE_INSENSITIVE);

    /** The word stands early; what follows is not worth looking at. */
    private static final int LOOKED_AT = 512;

    private static final int REMEMBERED = 10_000;

    private final BotsConfig config;

    /** Few user agents make up most requests, and the pattern costs more than all other rules together. */
    private final Cache<String, Boolean> robots =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private final LongAdder countedUserAgents = new LongAdder();
    private final LongAdder countedAutomation = new LongAdder();

    /** Rules as configured. */
    public BotRules(BotsConfig config) {
        this.config = config;
    }

    /** Whether the sender is to be refused as a robot. */
    boolean refuses(@Nullable String userAgent, boolean automated) {
        // Both rules are asked, so that each is counted.
        boolean named = config.userAgents() != BotsConfig.Action.OFF
                && userAgent != null
                && isRobot(userAgent)
                && refuses(config.userAgents(), countedUserAgents);
        boolean driven = config.automation() != BotsConfig.Action.OFF
                && automated
                && refuses(config.automation(), countedAutomation);
        return named || driven;
    }

    private boolean isRobot(String userAgent) {
        String start = userAgent.length() <= LOOKED_AT ? userAgent : userAgent.substring(0, LOOKED_AT);
        return robots.get(start, text -> ROBOT.matcher(text).find());
    }

    /** Requests that the rule over user agents fitted, refused or not. */
    public long userAgentHits() {
        return countedUserAgents.sum();
    }

    /** Requests that the rule over automation fitted, refused or not. */
    public long automationHits() {
        return countedAutomation.sum();
    }

    private static boolean refuses(BotsConfig.Action action, LongAdder counter) {
        counter.increment();
        return action == BotsConfig.Action.REFUSE;
    }
}
