package io.utkast.hubspot;

import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.site.Dialect;
import io.utkast.site.EventMapping;
import io.utkast.site.Portal;
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

    private final Portal portal;
    private final Dialect dialect;
    private final Function<SiteKey, Optional<Site>> sites;

    /**
     * A renderer for events of the portal.
     *
     * @param dialect whose names of event types are wanted
     */
    Renderer(Portal portal, Dialect dialect, Function<SiteKey, Optional<Site>> sites) {
        this.portal = portal;
        this.dialect = dialect;
        this.sites = sites;
    }

    /** Why the event has no mapping any more; empty if it has one. */
    Optional<String> obstacle(QueuedEvent queued) {
        Optional<Site> site = sites.apply(queued.site());
        String key = "utkast.sites." + queued.site();
        if (site.isEmpty()) {
            return Optional.of(key + " is not configured any more");
        }
        if (!site.get().portal().key().equals(portal.key())) {
            return Optional.of(key + ".portal is not " + portal.key() + " any more");
        }
        EventMapping mapping = site.get().events().get(queued.event().type());
        if (mapping == null) {
            return Optional.of(key + ".events." + queued.event().type() + " is not configured any more");
        }
        return type(mapping).isPresent()
                ? Optional.empty()
                : Optional.of(key + ".events." + queued.event().type() + ".app-event is missing");
    }

    /** HubSpot's name of the event type that the site's type is mapped to; empty if it is mapped to none. */
    Optional<String> target(SiteKey key, EventType type) {
        return sites.apply(key)
                .flatMap(site -> Optional.ofNullable(site.events().get(type)))
                .flatMap(this::type);
    }

    /** The event as HubSpot takes it; it must have no {@link #obstacle}. */
    TimelineEvent render(QueuedEvent queued) {
        EventMapping mapping = sites.apply(queued.site())
                .map(site -> site.events().get(queued.event().type()))
                .orElseThrow(() -> new IllegalArgumentException("no mapping for " + queued.id()));
        return new TimelineEvent(
                type(mapping).orElseThrow(() -> new IllegalArgumentException("no event type for " + queued.id())),
                queued.id(),
                fill(mapping.tokens(), queued),
                queued.visitor().utk().value(),
                queued.domain(),
                TIMESTAMP.format(queued.event().at()),
                fill(mapping.extraData(), queued),
                CheckedText.email(mapping.email(), queued).orElse(null),
                CheckedText.objectId(mapping.objectId(), queued).orElse(null),
                Optional.ofNullable(mapping.iframe())
                        .flatMap(iframe -> iframe(iframe, queued))
                        .orElse(null));
    }

    private Optional<String> type(EventMapping mapping) {
        return mapping.typeIn(dialect, portal.api().dialect());
    }

    private static Map<String, String> fill(Map<String, String> texts, QueuedEvent queued) {
        Map<String, String> filled = new LinkedHashMap<>();
        new TreeMap<>(texts)
                .forEach((name, text) -> TokenText.fill(text, queued).ifPresent(value -> filled.put(name, value)));
        return filled;
    }

    /** Left out where a part of it has no value, since HubSpot would refuse the event for it. */
    private static Optional<TimelineEvent.Iframe> iframe(EventMapping.Iframe mapped, QueuedEvent queued) {
        Optional<String> link = CheckedText.label(mapped.linkLabel(), queued);
        Optional<String> header = CheckedText.label(mapped.headerLabel(), queued);
        Optional<String> url = CheckedText.address(mapped.url(), queued);
        return link.isPresent() && header.isPresent() && url.isPresent()
                ? Optional.of(
                        new TimelineEvent.Iframe(link.get(), header.get(), url.get(), mapped.width(), mapped.height()))
                : Optional.empty();
    }
}
