package io.utkast.admin.sites;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One site's figures since the start of the process; maps hold only what happened.
 *
 * @param refused events by reason
 * @param rateLimited events of requests over a limit
 * @param turnedAway requests of which nothing was taken for another cause, by its code
 * @param dropped what snippets held back, by their reason
 * @param revoked accepted events that were taken back out of the queue, since their visitor took consent back
 * @param lastEventAt when an event was admitted last; null if none was since the start
 * @param utkShare the share of events that had a utk, 0 to 1, those counted that the snippet held back; null if there
 *     were none
 * @param consentShare of the events with a utk, the share that no lack of consent and no objection stopped; null likewise
 */
@RegisterForReflection
public record SiteStats(
        long accepted,
        long duplicates,
        Map<String, Long> refused,
        long rateLimited,
        Map<String, Long> turnedAway,
        Map<String, Long> dropped,
        long revoked,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String lastEventAt,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double utkShare,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double consentShare,

        List<InstallCheck> checks) {}
