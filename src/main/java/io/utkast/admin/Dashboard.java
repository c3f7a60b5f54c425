package io.utkast.admin;

import io.utkast.admin.sites.SiteStats;
import io.utkast.collect.SnippetTag;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import io.utkast.site.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the page shows: the stats, and what the configuration knows beside them.
 *
 * @param templates whether event templates may be compared and changed here
 * @param csrf sent back with each action; empty for who came by token
 */
public record Dashboard(Stats stats, List<PortalCard> portals, List<SiteCard> sites, boolean templates, String csrf) {
    /** Without the word of the session. */
    @Override
    public String toString() {
        return "Dashboard[***]";
    }

    /** The domains under which visitors are kept. */
    public List<String> domains() {
        return sites.stream().map(SiteCard::domain).distinct().sorted().toList();
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

        /** How long the backlog lasts; 0 if there is none, or if nothing moves. */
        public double secondsToEmpty() {
            return Objects.requireNonNullElse(now.secondsToEmpty(), 0.0);
        }
    }

    /**
     * One site.
     *
     * @param tag the line that carries the snippet
     * @param pinned the same for one content of it, which browsers check; empty where that cannot serve
     */
    public record SiteCard(
            String key, String domain, String portal, boolean enabled, String tag, String pinned, SiteStats now) {}

    /** @param tags the lines that carry the snippet of a site */
    static Dashboard of(Stats stats, Catalog catalog, Function<Site, SnippetTag> tags, boolean templates, String csrf) {
        List<PortalCard> portals = catalog.portals().stream()
                .sorted(Comparator.comparing((Portal portal) -> portal.key().value()))
                .map(portal -> card(portal, stats.portals()))
                .toList();
        List<SiteCard> sites = catalog.sites().stream()
                .sorted(Comparator.comparing((Site site) -> site.key().value()))
                .map(site -> card(site, stats.sites(), tags.apply(site)))
                .toList();
        return new Dashboard(stats, portals, sites, templates, csrf);
    }

    private static PortalCard card(Portal portal, Map<String, Stats.PortalStats> stats) {
        String key = portal.key().value();
        return new PortalCard(
                key, Objects.requireNonNullElse(portal.hubId(), ""), Objects.requireNonNull(stats.get(key), key));
    }

    private static SiteCard card(Site site, Map<String, SiteStats> stats, SnippetTag tag) {
        String key = site.key().value();
        return new SiteCard(
                key,
                site.domain(),
                site.portal().key().value(),
                site.enabled(),
                tag.current(),
                // Page tokens change each day, and a pinned content cannot.
                site.pageToken() ? "" : tag.pinned(),
                Objects.requireNonNull(stats.get(key), key));
    }
}
