package io.utkast.support;

import io.utkast.site.Catalog;
import io.utkast.site.CatalogReader;
import io.utkast.site.PortalsConfig;
import io.utkast.site.Site;
import io.utkast.site.SitesConfig;
import java.util.Map;
import java.util.TreeMap;

/** Sites, read from a configuration as at the start of the gateway. The shop is at {@code www.example.com}. */
public final class Sites {
    private final Map<String, String> properties = new TreeMap<>();

    private Sites() {
        properties.put("utkast.portals.acme.hub-id", "4242");
        properties.put("utkast.portals.acme.client-id", "client");
        properties.put("utkast.portals.acme.client-secret", "secret");
        properties.put("utkast.portals.acme.refresh-token", "refresh");
    }

    public static Site shop() {
        return withShop().site("shop");
    }

    /** A good configuration of one portal and one site. */
    public static Sites withShop() {
        return new Sites()
                .add("shop", "www.example.com", "https://www.example.com,https://*.example.com")
                .set("utkast.sites.shop.server-key", "server-key")
                .set("utkast.sites.shop.query-params", "utm_source,utm_medium");
    }

    /** One more site. */
    public Sites add(String key, String domain, String origins) {
        return set("utkast.sites." + key + ".domain", domain)
                .set("utkast.sites." + key + ".origins", origins)
                .set("utkast.sites." + key + ".portal", "acme")
                .set("utkast.sites." + key + ".events.page_view.template", "1001");
    }

    public Sites set(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public Sites remove(String key) {
        properties.remove(key);
        return this;
    }

    /** What the gateway reads from it, mistakes included. */
    public CatalogReader read() {
        return new CatalogReader(
                Settings.read(SitesConfig.class, properties), Settings.read(PortalsConfig.class, properties));
    }

    /** The catalog; fails if the configuration has a mistake. */
    public Catalog catalog() {
        CatalogReader reader = read();
        if (!reader.faults().isEmpty()) {
            throw new AssertionError("mistakes in the configuration of a test: " + reader.faults());
        }
        return reader.catalog();
    }

    /** The sites as they stand in the configuration. */
    public SitesConfig sitesConfig() {
        return Settings.read(SitesConfig.class, properties);
    }

    public Site site(String key) {
        return catalog().site(key).orElseThrow();
    }
}
