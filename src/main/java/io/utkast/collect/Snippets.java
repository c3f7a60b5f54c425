package io.utkast.collect;

import io.utkast.site.Catalog;
import io.utkast.site.Site;
import java.util.Optional;
import java.util.TreeMap;

/** The snippets of all sites, made once at the start. */
public final class Snippets {
    private final TreeMap<String, Snippet> bySite = new TreeMap<>();

    /** @param path the collect endpoint, absolute or a path on the gateway's own host */
    public Snippets(Catalog catalog, String path) {
        for (Site site : catalog.sites()) {
            bySite.put(site.key().value(), Snippet.of(Snippet.template(site.snippet()), site, path));
        }
    }

    Optional<Snippet> of(String site) {
        return Optional.ofNullable(bySite.get(site));
    }
}
