package io.utkast.site;

import io.utkast.event.EventType;
import io.utkast.event.SiteKey;
import io.utkast.site.SitesConfig.SiteEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns the configuration of sites and portals into a {@link Catalog}, gathering every mistake on the way. */
public final class CatalogReader {
    private final List<ConfigFault> faults = new ArrayList<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private final List<Site> sites = new ArrayList<>();
    private final Set<String> usedPortals = new HashSet<>();

    /** Reads both maps. Ask for {@link #faults} before {@link #catalog}. */
    public CatalogReader(SitesConfig sitesConfig, PortalsConfig portalsConfig) {
        PortalReader portalReader = new PortalReader(faults);
        portalsConfig
                .portals()
                .forEach((key, entry) -> portalReader.read(key, entry).ifPresent(portal -> portals.put(key, portal)));
        Set<String> known = new TreeSet<>(portalsConfig.portals().keySet());
        sitesConfig.sites().forEach((key, entry) -> readSite(key, entry, known));
        if (sitesConfig.sites().isEmpty()) {
            fault("utkast.sites", "has no site; add one, such as utkast.sites.shop");
        }
    }

    /** Every mistake found; the gateway must not start unless this is empty. */
    public List<ConfigFault> faults() {
        return List.copyOf(faults);
    }

    /** Harmless oddities, to be logged. */
    public List<ConfigFault> warnings() {
        List<ConfigFault> warnings = new ArrayList<>(DialectWarnings.of(portals.values(), sites));
        portals.keySet().stream()
                .filter(key -> !usedPortals.contains(key))
                .sorted()
                .map(key -> new ConfigFault("utkast.portals." + key, "no site sends to this portal"))
                .forEach(warnings::add);
        return warnings;
    }

    /** What was read. */
    public Catalog catalog() {
        return new Catalog(sites, portals.values());
    }

    private void readSite(String key, SiteEntry entry, Set<String> knownPortals) {
        String name = "utkast.sites." + key;
        if (!SiteKey.isValid(key)) {
            fault(name, "a site's key is a lower-case letter, then up to 31 of a-z, 0-9 and -");
        }
        checkDomain(name + ".domain", entry.domain());
        checkOrigins(name + ".origins", entry.origins());
        entry.pathTemplates().orElseGet(List::of).forEach(template -> checkPathTemplate(name, template));
        Map<EventType, EventMapping> events = new MappingReader(faults).read(name + ".events", entry.events());
        usedPortals.add(entry.portal());
        if (!knownPortals.contains(entry.portal())) {
            fault(name + ".portal", "'" + entry.portal() + "' is not under utkast.portals; known: " + knownPortals);
        }
        Portal portal = portals.get(entry.portal());
        if (portal != null && faults.isEmpty()) {
            sites.add(site(new SiteKey(key), entry, portal, events));
        }
    }

    private static Site site(SiteKey key, SiteEntry entry, Portal portal, Map<EventType, EventMapping> events) {
        return new Site(
                key,
                entry.domain().toLowerCase(Locale.ROOT),
                Origins.of(entry.origins()),
                portal,
                entry.enabled(),
                entry.consent(),
                entry.honourDnt(),
                entry.snippet(),
                entry.pageToken(),
                Set.copyOf(entry.queryParams()),
                PathTemplates.of(entry.pathTemplates().orElseGet(List::of)),
                entry.serverKey().orElse(null),
                Map.copyOf(events));
    }

    private void checkDomain(String key, String domain) {
        if (!OriginPattern.isHost(domain)) {
            fault(key, "'" + domain + "' is not a host name such as www.example.com");
        }
    }

    private void checkOrigins(String key, List<String> origins) {
        if (origins.isEmpty()) {
            fault(key, "is empty; list the site's origins, such as https://www.example.com");
        }
        for (int i = 0; i < origins.size(); i++) {
            if (!OriginPattern.isValid(origins.get(i))) {
                fault(
                        key + "[" + i + "]",
                        "'" + origins.get(i) + "' is not an origin such as https://www.example.com or"
                                + " https://*.example.com (scheme, host, port if unusual; no path)");
            } else if (OriginPattern.hasDefaultPort(origins.get(i))) {
                fault(key + "[" + i + "]", "'" + origins.get(i) + "' never fits: browsers never send the usual port");
            }
        }
    }

    private void checkPathTemplate(String name, String template) {
        if (!template.startsWith("/") || !template.contains("*")) {
            fault(name + ".path-templates", "'" + template + "' is not a path with a star, such as /invite/*");
        }
    }

    private void fault(String key, String message) {
        faults.add(new ConfigFault(key, message));
    }
}
