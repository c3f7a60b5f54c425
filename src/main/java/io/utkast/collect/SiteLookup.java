package io.utkast.collect;

import io.utkast.problem.ProblemCode;
import io.utkast.site.Catalog;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the site of a request, and whether the sender may speak for it: by origin, or by the site's server key. */
final class SiteLookup {
    private static final String BEARER = "Bearer ";

    private final Catalog catalog;

    SiteLookup(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A site that the sender may speak for, or the answer that it may not. */
    sealed interface Found {
        /** One, and whether the sender is its own back end. */
        record Known(Site site, boolean server) implements Found {}

        /** None. */
        record Unknown(Answer.TurnedAway answer) implements Found {}
    }

    Found find(@Nullable String siteKey, @Nullable String origin, @Nullable String authorization) {
        return origin == null ? byServerKey(siteKey, authorization) : byOrigin(siteKey, origin);
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
        return catalog.site(siteKey)
                .filter(site -> site.origins().allow(origin))
                .<Found>map(site -> new Found.Known(site, false))
                .orElseGet(() -> unknown(
                        ProblemCode.ORIGIN_NOT_ALLOWED,
                        "There is no such site, or its 'origins' do not hold the origin of this request."));
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
