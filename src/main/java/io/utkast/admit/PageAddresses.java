package io.utkast.admit;

import io.utkast.event.SiteKey;
import io.utkast.site.Site;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cleans the addresses of pages, and remembers those of late that were clean already: most events of a site name the same
 * few pages and referrers, and looking through two of them costs half of what reading the request's JSON does. An address
 * of which something was taken out is not remembered: few of those are seen twice, and nothing of what it was may stay in
 * memory.
 *
 * <p>The memory is a table with a place for each of so many hashes, in which the latest address stays. It needs no lock: what
 * stands in a place is immutable, and a thread that misses what another one has just put there looks the address through
 * once more.
 */
final class PageAddresses {
    /** A megabyte at worst. A power of two. */
    private static final int PLACES = 1024;

    /** Longer ones are seldom seen twice. */
    private static final int LONGEST_REMEMBERED = 512;

    private static final int LONGEST_URL = 2048;

    private final @Nullable PageAddress[] places = new PageAddress[PLACES];

    /**
     * An address as the site may keep it.
     *
     * @param domain the page's host if it belongs to the site, else the site's own domain
     */
    record PageAddress(SiteKey site, String url, String domain) {
        private boolean is(String asked, Site asking) {
            return url.equals(asked) && site.equals(asking.key());
        }
    }

    /** The address, cleaned by the site's rules. */
    PageAddress of(String url, Site site) {
        int hash = url.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        PageAddress known = places[place];
        if (known != null && known.is(url, site)) {
            return known;
        }
        PageAddress cleaned = clean(url, site);
        if (url.length() <= LONGEST_REMEMBERED && cleaned.url().equals(url)) {
            places[place] = cleaned;
        }
        return cleaned;
    }

    private static PageAddress clean(String url, Site site) {
        String text = Objects.requireNonNull(Texts.clean(url, Integer.MAX_VALUE));
        String clean = Texts.cut(Urls.clean(text, site.queryParams(), site.pathTemplates()), LONGEST_URL);
        return new PageAddress(site.key(), clean, domain(clean, site));
    }

    private static String domain(String url, Site site) {
        String host = Urls.host(url);
        return host != null && isPageOf(site, url, host) ? host : site.domain();
    }

    /** Whether the address's host is the site's domain, or its origin one of the site's. */
    static boolean isPageOf(Site site, @Nullable String url) {
        String host = Urls.host(url);
        return url != null && host != null && isPageOf(site, url, host);
    }

    private static boolean isPageOf(Site site, String url, String host) {
        return host.equals(site.domain()) || site.origins().allow(Urls.origin(url));
    }
}
