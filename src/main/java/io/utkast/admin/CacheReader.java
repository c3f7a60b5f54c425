package io.utkast.admin;

import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.Limits;
import io.utkast.admit.LimitsConfig;
import jakarta.inject.Singleton;

/** Reads how full the caches of the collect path are, and how often they helped. */
@Singleton
class CacheReader {
    private static final double THOUSAND = 1000;

    private final Limits limits;
    private final LimitsConfig limitsConfig;
    private final DuplicateMemory duplicates;
    private final DuplicatesConfig duplicatesConfig;

    CacheReader(
            Limits limits, LimitsConfig limitsConfig, DuplicateMemory duplicates, DuplicatesConfig duplicatesConfig) {
        this.limits = limits;
        this.limitsConfig = limitsConfig;
        this.duplicates = duplicates;
        this.duplicatesConfig = duplicatesConfig;
    }

    Stats.Caches read() {
        return new Stats.Caches(
                new Stats.CacheStats(
                        limits.visitors(), limitsConfig.maximumVisitors(), ratio(limits.visitorHitRatio())),
                new Stats.CacheStats(duplicates.size(), duplicatesConfig.maximum(), ratio(duplicates.hitRatio())));
    }

    private static double ratio(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }
}
