package io.utkast.site;

import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All sites and portals of this gateway. */
public final class Catalog {
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<PortalKey, Portal> portals = new HashMap<>();

    /** By the origins without a wildcard: each request asks for its origin, and there may be hundreds of sites. */
    private final Map<String, List<Site>> byOrigin = new HashMap<>();

    private final List<Site> withWildcards = new ArrayList<>();

    /** A catalog of sites and portals that were checked before. */
    public Catalog(Collection<Site> sites, Collection<Portal> portals) {
        sites.forEach(this::add);
        portals.forEach(portal -> this.portals.put(portal.key(), portal));
    }

    private void add(Site site) {
        sites.put(site.key().value(), site);
        for (String origin : site.origins().exact()) {
            byOrigin.computeIfAbsent(origin, key -> new ArrayList<>()).add(site);
        }
        if (site.origins().hasWildcards()) {
            withWildcards.add(site);
        }
    }

    /** The site with this key, as a browser wrote it. */
    public Optional<Site> site(String key) {
        return Optional.ofNullable(sites.get(key));
    }

    /** The site with this key. */
    public Optional<Site> site(SiteKey key) {
        return site(key.value());
    }

    /** The only site that allows the origin; empty if none or several do. */
    public Optional<Site> onlySiteOf(String origin) {
        Map<SiteKey, Site> allowing = new HashMap<>();
        byOrigin.getOrDefault(origin, List.of()).forEach(site -> allowing.put(site.key(), site));
        for (Site site : withWildcards) {
            if (site.origins().allow(origin)) {
                allowing.put(site.key(), site);
            }
        }
        return allowing.size() == 1 ? allowing.values().stream().findFirst() : Optional.empty();
    }

    /** Whether any site allows the origin: all that a preflight, which has no body, can be checked against. */
    public boolean allowsOrigin(String origin) {
        if (byOrigin.containsKey(origin)) {
            return true;
        }
        for (Site site : withWildcards) {
            if (site.origins().allow(origin)) {
                return true;
            }
        }
        return false;
    }

    /** Every site. */
    public List<Site> sites() {
        return new ArrayList<>(sites.values());
    }

    /** Every portal. */
    public List<Portal> portals() {
        return new ArrayList<>(portals.values());
    }
}
