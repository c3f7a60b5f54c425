package io.utkast.admin;

import io.utkast.collect.SiteCounters;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import io.utkast.site.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the page shows: the stats, and what the configuration knows beside them.
 *
 * @param csrf sent back with each action; empty for who came by token
 */
public record Dashboard(Stats stats, List<PortalCard> portals, List<SiteCard> sites, String csrf) {
    /** The word lets its session act. */
    @Override
    public String toString() {
        return "Dashboard[***]";
    }

    /**
     * One portal.
     *
     * @param hubId empty if not configured
     */
    public record PortalCard(String key, String hubId, Stats.PortalStats now) {
        /** Whether an operator paused it. */
        public boolean paused() {
            return now.state().equals("paused");
        }

        /** Whether connecting it is the way out. */
        public boolean unauthorized() {
            return now.state().equals("unauthorized");
        }

        /** Why it is in its state; empty while all is well. */
        public String reason() {
            return Objects.requireNonNullElse(now.stateReason(), "");
        }
    }

    /**
     * One site.
     *
     * @param tag the line that carries the snippet
     */
    public record SiteCard(String key, String domain, boolean enabled, String tag, SiteCounters.Snapshot now) {}

    /** @param base how browsers reach the gateway, without a slash at its end */
    static Dashboard of(Stats stats, Catalog catalog, String base, String csrf) {
        List<PortalCard> portals = catalog.portals().stream()
                .sorted(Comparator.comparing((Portal portal) -> portal.key().value()))
                .map(portal -> card(portal, stats.portals()))
                .toList();
        List<SiteCard> sites = catalog.sites().stream()
                .sorted(Comparator.comparing((Site site) -> site.key().value()))
                .map(site -> card(site, stats.sites(), base))
                .toList();
        return new Dashboard(stats, portals, sites, csrf);
    }

    private static PortalCard card(Portal portal, Map<String, Stats.PortalStats> stats) {
        String key = portal.key().value();
        return new PortalCard(
                key, Objects.requireNonNullElse(portal.hubId(), ""), Objects.requireNonNull(stats.get(key), key));
    }

    private static SiteCard card(Site site, Map<String, SiteCounters.Snapshot> stats, String base) {
        String key = site.key().value();
        String tag = "<script async src=\"" + base + "/u/" + key + ".js\"></script>";
        return new SiteCard(key, site.domain(), site.enabled(), tag, Objects.requireNonNull(stats.get(key), key));
    }
}
