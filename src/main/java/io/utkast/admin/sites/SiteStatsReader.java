package io.utkast.admin.sites;

import io.utkast.admin.receipts.LastSeen;
import io.utkast.admin.receipts.Trail;
import io.utkast.collect.CollectCounters;
import io.utkast.collect.SiteCounters;
import io.utkast.event.PortalKey;
import io.utkast.site.Catalog;
import io.utkast.site.Site;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers the figures of the sites. */
@Singleton
public class SiteStatsReader {
    private final Catalog catalog;
    private final CollectCounters counters;
    private final LastSeen lastSeen;

    SiteStatsReader(Catalog catalog, CollectCounters counters, Trail trail) {
        this.catalog = catalog;
        this.counters = counters;
        lastSeen = trail.lastSeen();
    }

    /**
     * The figures by the site's key.
     *
     * @param portalState the state of a portal's lane
     */
    public Map<String, SiteStats> read(Function<PortalKey, String> portalState, Instant now) {
        Map<String, SiteCounters.Snapshot> snapshots = counters.snapshots();
        Map<String, SiteStats> sites = new TreeMap<>();
        for (Site site : catalog.sites()) {
            String key = site.key().value();
            sites.put(
                    key,
                    stats(
                            site,
                            Objects.requireNonNull(snapshots.get(key), key),
                            portalState.apply(site.portal().key()),
                            now));
        }
        return sites;
    }

    private SiteStats stats(Site site, SiteCounters.Snapshot counts, String portalState, Instant now) {
        Shares shares = Shares.of(counts);
        @Nullable Instant last = lastSeen.of(site.key());
        InstallChecks.Seen seen = new InstallChecks.Seen(shares, counts.refused(), counts.turnedAway(), last, now);
        return new SiteStats(
                counts.accepted(),
                counts.duplicates(),
                counts.refused(),
                counts.rateLimited(),
                counts.turnedAway(),
                counts.dropped(),
                counts.revoked(),
                last == null ? null : last.truncatedTo(ChronoUnit.SECONDS).toString(),
                shares.utk(),
                shares.consent(),
                new InstallChecks(site, seen).all(portalState));
    }
}
