package io.utkast.collect;

import io.utkast.admit.Admission;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the site of a request, and whether the sender may speak for it: by origin, or by the site's server key. */
public final class SiteLookup {
    private static final String BEARER = "Bearer ";

    private final Catalog catalog;
    private final PageTokens tokens;

    /** Over these sites, with the tokens that those of them want which have {@code page-token} on. */
    public SiteLookup(Catalog catalog, PageTokens tokens) {
        this.catalog = catalog;
        this.tokens = tokens;
    }

    /** A site that the sender may speak for, or the answer that it may not. */
    sealed interface Found {
        /** One, and whether the sender is its own back end. */
        record Known(Site site, boolean server) implements Found {}

        /** A site for which this sender may not speak, though it may be its own. */
        record Closed(Site site, Answer.TurnedAway answer) implements Found {}

        /** None. */
        record Unknown(Answer.TurnedAway answer) implements Found {}
    }

    /** By origin, or by server key where there is none. A page token may stand in the body or in the address. */
    Found find(Envelope envelope, Incoming incoming) {
        String origin = incoming.origin();
        if (origin == null) {
            return byServerKey(envelope.site(), incoming.authorization());
        }
        String token = envelope.token() != null ? envelope.token() : incoming.pageToken();
        return withToken(byOrigin(envelope.site(), origin), token);
    }

    /** By the page that holds a pixel: it has no {@code Origin}, and no place for a page token. */
    Found find(Pixel pixel) {
        String key = pixel.envelope().site();
        return catalog.site(key == null ? "" : key)
                .filter(site -> !pixel.crossSite() && Admission.isPageOf(site, pixel.page()))
                .map(site -> withToken(new Found.Known(site, false), null))
                .orElseGet(() -> unknown(
                        ProblemCode.ORIGIN_NOT_ALLOWED, "There is no such site, or the pixel is not on a page of it."));
    }

    /** A back end has its key, which is worth more than a token. */
    private Found withToken(Found found, @Nullable String token) {
        return found instanceof Found.Known known
                        && known.site().pageToken()
                        && !tokens.accepts(known.site().key(), token)
                ? new Found.Closed(
                        known.site(),
                        Answer.TurnedAway.of(
                                ProblemCode.BAD_PAGE_TOKEN,
                                "The site takes events only with the token of its snippet /u/{site}.js, for a day."))
                : found;
    }

    private Found byOrigin(@Nullable String siteKey, String origin) {
        if (siteKey == null) {
            Optional<Site> only = catalog.onlySiteOf(origin);
            if (only.isPresent()) {
                return new Found.Known(only.get(), false);
            }
            return catalog.allowsOrigin(origin)
                    ? unknown(ProblemCode.BAD_ENVELOPE, "'site' is needed: several sites have this origin.")
                    : unknown(ProblemCode.ORIGIN_NOT_ALLOWED, "No site has this origin among its 'origins'.");
        }
        // One answer for both faults: it tells a stranger nothing about which sites exist.
        Answer.TurnedAway foreign = Answer.TurnedAway.of(
                ProblemCode.ORIGIN_NOT_ALLOWED,
                "There is no such site, or its 'origins' do not hold the origin of this request.");
        return catalog.site(siteKey)
                .map(site -> site.origins().allow(origin)
                        ? new Found.Known(site, false)
                        // Counted for the site: its owner may have forgotten an origin.
                        : new Found.Closed(site, foreign))
                .orElseGet(() -> new Found.Unknown(foreign));
    }

    private Found byServerKey(@Nullable String siteKey, @Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return unknown(
                    ProblemCode.BAD_KEY,
                    "A request without Origin needs the site's server key: Authorization: Bearer <server-key>.");
        }
        if (siteKey == null) {
            return unknown(ProblemCode.BAD_ENVELOPE, "'site' is needed in a request without Origin.");
        }
        Optional<Site> site = catalog.site(siteKey);
        if (site.isEmpty()) {
            return unknown(ProblemCode.ORIGIN_NOT_ALLOWED, "There is no such site.");
        }
        Secret key = site.get().serverKey();
        return key != null && key.matches(authorization.substring(BEARER.length()))
                ? new Found.Known(site.get(), true)
                : unknown(ProblemCode.BAD_KEY, "The server key is wrong, or the site has none.");
    }

    private static Found unknown(ProblemCode code, String detail) {
        return new Found.Unknown(Answer.TurnedAway.of(code, detail));
    }
}
