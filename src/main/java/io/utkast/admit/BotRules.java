package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.utkast.admit.BotsConfig.Action;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Tells robots by what they say of themselves. Each rule refuses, only counts, or is off. */
public final class BotRules {
    /** The name stands early; what follows is not worth looking at. */
    private static final int LOOKED_AT = 512;

    private static final int REMEMBERED = 10_000;

    private final Rule userAgents;
    private final Rule headless;
    private final Rule automation;
    private final RobotNames names = RobotNames.bundled();

    /** Few user agents make up most requests, and looking through a new one costs more than all other rules together. */
    private final Cache<String, Boolean> robots = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .recordStats()
            .build();

    /** Rules as configured. */
    public BotRules(BotsConfig config) {
        userAgents = new Rule(config.userAgents(), new LongAdder());
        headless = new Rule(config.headless(), new LongAdder());
        automation = new Rule(config.automation(), new LongAdder());
    }

    /** Requests that each rule fitted, refused or not. */
    public record Hits(long userAgents, long headless, long automation) {}

    /** User agents in memory, how many there may be, and how often one was known already, 0 to 1. */
    public record NameCache(long size, long maximum, double hitRatio) {}

    /** Whether the sender is to be refused as a robot. */
    boolean refuses(Agent agent, boolean automated) {
        // Every rule is asked, so that each is counted.
        String name = agent.userAgent();
        boolean named = userAgents.on() && name != null && isRobot(name) && userAgents.fits();
        boolean bare = headless.on() && looksHeadless(agent) && headless.fits();
        boolean driven = automation.on() && automated && automation.fits();
        return named || bare || driven;
    }

    /** Chromium without a window says so in its brands; programs that play browser forget the language. */
    private static boolean looksHeadless(Agent agent) {
        @Nullable String brands = agent.brands();
        return !agent.speaks() || (brands != null && brands.contains("Headless"));
    }

    private boolean isRobot(String userAgent) {
        String start = userAgent.length() <= LOOKED_AT ? userAgent : userAgent.substring(0, LOOKED_AT);
        return robots.get(start, names::standIn);
    }

    /** What each rule counted since the start. */
    public Hits hits() {
        return new Hits(userAgents.hits.sum(), headless.hits.sum(), automation.hits.sum());
    }

    /** The state of the memory of user agents. */
    public NameCache names() {
        return new NameCache(robots.estimatedSize(), REMEMBERED, robots.stats().hitRate());
    }

    private record Rule(Action action, LongAdder hits) {
        boolean on() {
            return action != Action.OFF;
        }

        /** Counts that the rule fits; tells whether that refuses the request. */
        boolean fits() {
            hits.increment();
            return action == Action.REFUSE;
        }
    }
}
