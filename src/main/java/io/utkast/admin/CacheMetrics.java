package io.utkast.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.utkast.admit.BotRules;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What the door knows of its visitors, under its names for Prometheus: caches and bot rules. This is the only place where
 * they are named.
 */
public final class CacheMetrics implements MeterBinder {
    private static final String SIZE = "utkast.cache.size";
    private static final String MAXIMUM = "utkast.cache.maximum";
    private static final String HIT_RATIO = "utkast.cache.hit.ratio";
    private static final String REACH = "utkast.cache.duplicates.reach";
    private static final String BOTS = "utkast.bots";

    private final CacheReader reader;

    public CacheMetrics(CacheReader reader) {
        this.reader = reader;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindCache(registry, "visitors", Stats.Caches::visitors);
        bindCache(registry, "addresses", Stats.Caches::addresses);
        bindCache(registry, "user-agents", Stats.Caches::userAgents);
        bindCache(registry, "duplicates", caches -> {
            Stats.DuplicateStats duplicates = caches.duplicates();
            return new Stats.CacheStats(duplicates.size(), duplicates.maximum(), duplicates.hitRatio());
        });
        TimeGauge.builder(
                        REACH,
                        reader,
                        TimeUnit.SECONDS,
                        now -> now.read().duplicates().reachSeconds())
                .description("Every event of so long ago is known")
                .register(registry);
        bindRule(registry, "user-agent", BotRules.Hits::userAgents);
        bindRule(registry, "headless", BotRules.Hits::headless);
        bindRule(registry, "automation", BotRules.Hits::automation);
    }

    private void bindCache(MeterRegistry registry, String name, Function<Stats.Caches, Stats.CacheStats> cache) {
        gauge(registry, SIZE, "Entries", name, caches -> cache.apply(caches).size());
        gauge(
                registry,
                MAXIMUM,
                "Entries that there may be",
                name,
                caches -> cache.apply(caches).maximum());
        gauge(
                registry,
                HIT_RATIO,
                "How often an entry was there, 0 to 1",
                name,
                caches -> cache.apply(caches).hitRatio());
    }

    private void gauge(
            MeterRegistry registry, String name, String what, String cache, ToDoubleFunction<Stats.Caches> value) {
        Gauge.builder(name, reader, now -> value.applyAsDouble(now.read()))
                .description(what)
                .tag("cache", cache)
                .register(registry);
    }

    private void bindRule(MeterRegistry registry, String rule, ToLongFunction<BotRules.Hits> hits) {
        FunctionCounter.builder(BOTS, reader, now -> hits.applyAsLong(now.bots()))
                .description("Requests that a bot rule fitted, refused or not")
                .tag("rule", rule)
                .register(registry);
    }
}
