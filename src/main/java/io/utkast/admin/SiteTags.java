package io.utkast.admin;

import io.utkast.collect.SnippetTag;
import io.utkast.collect.Snippets;
import io.utkast.site.Site;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.function.Function;

/** The lines that carry the sites' snippets, with the address under which the operator sees the gateway. */
@Singleton
final class SiteTags {
    private final Snippets snippets;
    private final PublicAddress address;

    SiteTags(Snippets snippets, PublicAddress address) {
        this.snippets = snippets;
        this.address = address;
    }

    /** @param request the address that was asked for, where none is configured */
    Function<Site, SnippetTag> seenFrom(URI request) {
        String base = address.base(request);
        return site -> snippets.tag(site.key(), base).orElseThrow();
    }
}
