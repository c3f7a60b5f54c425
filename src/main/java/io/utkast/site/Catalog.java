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

    /** A catalog of sites and portals that were checked before. */
    public Catalog(Collection<Site> sites, Collection<Portal> portals) {
        sites.forEach(site -> this.sites.put(site.key().value(), site));
        portals.forEach(portal -> this.portals.put(portal.key(), portal));
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
        Site found = null;
        for (Site site : sites.values()) {
            if (site.origins().allow(origin)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = site;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether any site allows the origin: all that a preflight, which has no body, can be checked against. */
    public boolean allowsOrigin(String origin) {
        for (Site site : sites.values()) {
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
