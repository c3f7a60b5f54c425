package io.utkast.hubspot;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.site.EventMapping;
import io.utkast.site.Site;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes timeline events from stored ones at send time, so that a corrected mapping helps what is queued already. */
final class Renderer {
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final PortalKey portal;
    private final Function<SiteKey, Optional<Site>> sites;

    Renderer(PortalKey portal, Function<SiteKey, Optional<Site>> sites) {
        this.portal = portal;
        this.sites = sites;
    }

    /** Why the event has no mapping any more; empty if it has one. */
    Optional<String> obstacle(QueuedEvent queued) {
        Optional<Site> site = sites.apply(queued.site());
        String key = "utkast.sites." + queued.site();
        if (site.isEmpty()) {
            return Optional.of(key + " is not configured any more");
        }
        if (!site.get().portal().key().equals(portal)) {
            return Optional.of(key + ".portal is not " + portal + " any more");
        }
        if (!site.get().events().containsKey(queued.event().type())) {
            return Optional.of(key + ".events." + queued.event().type() + " is not configured any more");
        }
        return Optional.empty();
    }

    /** The event as HubSpot takes it; it must have no {@link #obstacle}. */
    TimelineEvent render(QueuedEvent queued) {
        EventMapping mapping = sites.apply(queued.site())
                .map(site -> site.events().get(queued.event().type()))
                .orElseThrow(() -> new IllegalArgumentException("no mapping for " + queued.id()));
        return new TimelineEvent(
                mapping.template(),
                queued.id().value(),
                fill(mapping.tokens(), queued),
                queued.visitor().utk().value(),
                queued.domain(),
                TIMESTAMP.format(queued.event().at()),
                fill(mapping.extraData(), queued));
    }

    private static Map<String, String> fill(Map<String, String> texts, QueuedEvent queued) {
        Map<String, String> filled = new LinkedHashMap<>();
        new TreeMap<>(texts)
                .forEach((name, text) -> TokenText.fill(text, queued).ifPresent(value -> filled.put(name, value)));
        return filled;
    }
}
