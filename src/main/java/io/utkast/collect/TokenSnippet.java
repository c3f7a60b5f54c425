package io.utkast.collect;

import io.utkast.site.Site;
import org.jspecify.annotations.Nullable;

/** The snippet of a site that wants page tokens: made anew whenever there is a new token, which is each hour. */
final class TokenSnippet {
    private final Site site;
    private final String path;
    private final PageTokens tokens;
    private volatile @Nullable Made latest;

    private record Made(String token, Snippet snippet) {}

    /** @param path the collect endpoint, without a query */
    TokenSnippet(Site site, String path, PageTokens tokens) {
        this.site = site;
        this.path = path;
        this.tokens = tokens;
    }

    /** The one with the token of this hour. Two threads may make it at the same time; it is the same then. */
    Snippet current() {
        String token = tokens.current(site.key());
        Made made = latest;
        if (made == null || !made.token().equals(token)) {
            // The whole query, since the snippet's code has no byte to spare for a name.
            String address = path + '?' + token;
            made = new Made(token, Snippet.of(Snippet.template(site.snippet()), site, address));
            latest = made;
        }
        return made.snippet();
    }
}
