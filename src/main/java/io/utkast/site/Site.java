package io.utkast.site;

import io.utkast.event.EventType;
import io.utkast.event.SiteKey;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One web site, as configured.
 *
 * @param domain sent to HubSpot with the utk, unless the page's own host belongs to the site
 * @param origins where the snippet may send from
 * @param pageToken whether browsers must send the token that the snippet was served with
 * @param queryParams the query parameters that stay in URLs; all others are cut
 * @param pathTemplates paths whose parts are replaced by a star
 * @param serverKey lets the site's own back end send without an {@code Origin}; none: only browsers
 */
public record Site(
        SiteKey key,
        String domain,
        Origins origins,
        Portal portal,
        boolean enabled,
        ConsentMode consent,
        boolean honourDnt,
        SnippetBuild snippet,
        boolean pageToken,
        Set<String> queryParams,
        PathTemplates pathTemplates,
        @Nullable Secret serverKey,
        Map<EventType, EventMapping> events) {

    /** The builds of the snippet. */
    public enum SnippetBuild {
        /** Page views, single-page navigation, custom events, consent. */
        CORE,
        /** The same with retries, the query allow-list and the browser's newer events. */
        FULL
    }

    /** What an absent {@code consent} in a request means. */
    public enum ConsentMode {
        /** Accept: the site asks for consent before it loads the snippet. */
        ASSUMED,
        /** Refuse: the request itself must say that consent was given. */
        REQUIRED
    }
}
