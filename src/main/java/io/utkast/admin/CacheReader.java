package io.utkast.admin;

import io.utkast.admit.Admission;
import io.utkast.admit.BotRules;
import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.Limits;
import io.utkast.admit.LimitsConfig;
import io.utkast.admit.Visitors;
import jakarta.inject.Singleton;

/** Reads how full the caches of the collect path are, how often they helped, and what the bot rules counted. */
@Singleton
public class CacheReader {
    private static final double THOUSAND = 1000;

    private final Visitors visitors;
    private final Limits limits;
    private final BotRules bots;
    private final LimitsConfig limitsConfig;
    private final DuplicateMemory duplicates;
    private final DuplicatesConfig duplicatesConfig;

    CacheReader(
            Admission.Senders senders,
            LimitsConfig limitsConfig,
            DuplicateMemory duplicates,
            DuplicatesConfig duplicatesConfig) {
        visitors = senders.visitors();
        limits = senders.limits();
        bots = senders.bots();
        this.limitsConfig = limitsConfig;
        this.duplicates = duplicates;
        this.duplicatesConfig = duplicatesConfig;
    }

    Stats.Caches read() {
        Limits.AddressCache addresses = limits.addresses();
        BotRules.NameCache names = bots.names();
        return new Stats.Caches(
                new Stats.CacheStats(visitors.size(), limitsConfig.maximumVisitors(), ratio(visitors.hitRatio())),
                duplicates(duplicates.status()),
                new Stats.CacheStats(addresses.size(), addresses.maximum(), ratio(addresses.hitRatio())),
                new Stats.CacheStats(names.size(), names.maximum(), ratio(names.hitRatio())));
    }

    BotRules.Hits bots() {
        return bots.hits();
    }

    private Stats.DuplicateStats duplicates(DuplicateMemory.Status status) {
        return new Stats.DuplicateStats(
                status.size(),
                duplicatesConfig.maximum(),
                ratio(status.hitRatio()),
                status.reach().toSeconds(),
                status.boundByNumber() ? "number" : "time");
    }

    private static double ratio(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }
}
