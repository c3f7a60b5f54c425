package io.utkast.collect;

import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.site.Catalog;
import io.utkast.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The counters of all sites. */
public final class CollectCounters {
    private final Map<SiteKey, SiteCounters> sites;

    /** Counters for each site of the catalog. */
    public CollectCounters(Catalog catalog) {
        sites = catalog.sites().stream()
                .map(Site::key)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), key -> new SiteCounters()));
    }

    SiteCounters of(SiteKey site) {
        SiteCounters counters = sites.get(site);
        if (counters == null) {
            throw new IllegalArgumentException("site '" + site + "' is not in the catalog");
        }
        return counters;
    }

    /** Counts events that a revocation took out of the queue; those of a site that was removed count nowhere. */
    public void dropped(List<QueuedEvent> events) {
        for (QueuedEvent event : events) {
            SiteCounters counters = sites.get(event.site());
            if (counters != null) {
                counters.revoked();
            }
        }
    }

    /** The sites that are counted. */
    public Set<SiteKey> sites() {
        return sites.keySet();
    }

    /** One site's counters now. */
    public SiteCounters.Snapshot snapshot(SiteKey site) {
        return of(site).snapshot();
    }

    /** Each site's counters now, by key. */
    public Map<String, SiteCounters.Snapshot> snapshots() {
        Map<String, SiteCounters.Snapshot> snapshots = new TreeMap<>();
        sites.forEach((site, counters) -> snapshots.put(site.value(), counters.snapshot()));
        return snapshots;
    }
}
