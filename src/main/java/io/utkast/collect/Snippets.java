package io.utkast.collect;

import io.utkast.event.SiteKey;
import io.utkast.site.Catalog;
import io.utkast.site.Site;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/** The snippets of all sites, made once at the start, and those that were made at earlier ones. */
public final class Snippets {
    private final TreeMap<String, Snippet> bySite = new TreeMap<>();
    private final TreeMap<String, TokenSnippet> withToken = new TreeMap<>();
    private final IssuedSnippets issued;
    private final String base;

    /**
     * @param path the collect endpoint on the gateway
     * @param base the gateway's address without a slash at its end; empty where it has none: then the snippet sends to the
     *     host that it was loaded from
     * @param tokens for sites with {@code page-token}
     * @throws IOException if a snippet cannot be kept: then it must not be handed out
     */
    public Snippets(Catalog catalog, String path, String base, IssuedSnippets issued, PageTokens tokens)
            throws IOException {
        this.issued = issued;
        this.base = base;
        for (Site site : catalog.sites()) {
            Snippet snippet = Snippet.of(Snippet.template(site.snippet()), site, base + path);
            issued.issue(site.key().value(), snippet);
            bySite.put(site.key().value(), snippet);
            if (site.pageToken()) {
                withToken.put(site.key().value(), new TokenSnippet(site, base + path, tokens));
            }
        }
    }

    /** What to put on the pages of a site; empty if there is no such site. */
    public Optional<SnippetTag> tag(SiteKey site) {
        return tag(site, base);
    }

    /** The same, with another address of the gateway, without a slash at its end. */
    public Optional<SnippetTag> tag(SiteKey site, String base) {
        return fixed(site.value()).map(snippet -> SnippetTag.of(base, site.value(), snippet));
    }

    /** The one to serve under the site's name alone, with a page token where the site wants one. */
    Optional<Snippet> of(String site) {
        TokenSnippet changing = withToken.get(site);
        return changing != null ? Optional.of(changing.current()) : fixed(site);
    }

    private Optional<Snippet> fixed(String site) {
        return Optional.ofNullable(bySite.get(site));
    }

    /** The one with this hash, from disk if it is not the site's present one. */
    Optional<Snippet> of(String site, String hash) throws IOException {
        Optional<Snippet> present = fixed(site).filter(snippet -> snippet.hash().equals(hash));
        return present.isPresent() ? present : issued.read(site, hash).map(plain -> Snippet.earlier(plain, hash));
    }
}
