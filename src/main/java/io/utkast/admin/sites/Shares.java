package io.utkast.admin.sites;

import io.utkast.collect.SiteCounters;
import io.utkast.event.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What part of a site's events had a utk, and what part of those had consent; 0 to 1, null if there were none. What the
 * snippet held back counts as an event without.
 */
record Shares(@Nullable Double utk, @Nullable Double consent) {
    private static final double THOUSAND = 1000;

    static Shares of(SiteCounters.Snapshot site) {
        long withoutUtk =
                refused(site, Reason.NO_UTK) + refused(site, Reason.BAD_UTK) + count(site.dropped(), Reason.NO_UTK);
        long stopped = refused(site, Reason.NO_CONSENT)
                + refused(site, Reason.OPTED_OUT)
                + count(site.dropped(), Reason.OPTED_OUT);
        long all = site.accepted()
                + site.duplicates()
                + site.refused().values().stream().mapToLong(Long::longValue).sum()
                + count(site.dropped(), Reason.NO_UTK)
                + count(site.dropped(), Reason.OPTED_OUT);
        return new Shares(rest(withoutUtk, all), rest(stopped, all - withoutUtk));
    }

    private static long refused(SiteCounters.Snapshot site, Reason reason) {
        return count(site.refused(), reason);
    }

    /** Snippets use the words of the gateway's reasons. */
    private static long count(Map<String, Long> counts, Reason reason) {
        return counts.getOrDefault(reason.code(), 0L);
    }

    private static @Nullable Double rest(long part, long all) {
        return all <= 0 ? null : Math.floor((all - part) * THOUSAND / all) / THOUSAND;
    }
}
