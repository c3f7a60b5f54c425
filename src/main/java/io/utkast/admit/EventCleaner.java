package io.utkast.admit;

import io.utkast.admit.PageAddresses.PageAddress;
import io.utkast.event.AutomaticEvents;
import io.utkast.event.BrowserEvent;
import io.utkast.event.EventId;
import io.utkast.event.EventType;
import io.utkast.event.Reason;
import io.utkast.site.Site;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the shape of one event and makes a {@link BrowserEvent} of it: texts cut, addresses cleaned, time corrected. */
final class EventCleaner {
    private static final int LONGEST_TITLE = 512;
    private static final int LONGEST_PROP = 1024;

    /** Only of the snippet's own events: other props are what the site says in calls of its own. */
    private static final String LINK_PROP = "href";

    private static final int MADE_ID_BYTES = 16;

    private final PageAddresses addresses = new PageAddresses();
    private final Duration maxAge;
    private final SecureRandom random;

    EventCleaner(Duration maxAge, SecureRandom random) {
        this.maxAge = maxAge;
        this.random = random;
    }

    /** A fit event, or the reason why it is none. */
    sealed interface Cleaned {
        /** Fit. */
        record Fit(BrowserEvent event, String domain) implements Cleaned {}

        /** Not fit. */
        record Unfit(Reason reason) implements Cleaned {}
    }

    /** @param skew to be added to the sender's times; see {@link #skew} */
    Cleaned clean(Candidate candidate, Site site, Duration skew, Instant now) {
        String type = candidate.type();
        if (candidate.fault() != null || type == null || !EventType.isValid(type) || !idFits(candidate.id())) {
            return new Cleaned.Unfit(Reason.BAD_EVENT);
        }
        EventType eventType = new EventType(type);
        if (!site.events().containsKey(eventType)) {
            return new Cleaned.Unfit(Reason.UNKNOWN_TYPE);
        }
        Instant at = time(candidate.at(), skew, now);
        if (at.isBefore(now.minus(maxAge))) {
            return new Cleaned.Unfit(Reason.TOO_OLD);
        }
        PageAddress page = address(candidate.url(), site);
        PageAddress referrer = address(candidate.referrer(), site);
        BrowserEvent event = new BrowserEvent(
                candidate.id() == null ? makeId() : new EventId(candidate.id()),
                eventType,
                at,
                page == null ? null : page.url(),
                title(candidate.title()),
                referrer == null ? null : referrer.url(),
                props(candidate.props(), site, eventType));
        return new Cleaned.Fit(event, page == null ? site.domain() : page.domain());
    }

    /** How far the sender's clock is behind ours, if by more than a slow request explains; else zero. */
    static Duration skew(@Nullable Long sentAt, Instant now) {
        if (sentAt == null) {
            return Duration.ZERO;
        }
        Duration skew = Duration.between(Instant.ofEpochMilli(sentAt), now);
        return skew.abs().compareTo(Duration.ofSeconds(5)) > 0 ? skew : Duration.ZERO;
    }

    private static Instant time(@Nullable Long at, Duration skew, Instant now) {
        if (at == null) {
            return now;
        }
        Instant corrected = Instant.ofEpochMilli(at).plus(skew);
        return corrected.isAfter(now) ? now : Instant.ofEpochMilli(corrected.toEpochMilli());
    }

    private static boolean idFits(@Nullable String id) {
        return id == null || EventId.isValid(id);
    }

    private EventId makeId() {
        byte[] bytes = new byte[MADE_ID_BYTES];
        random.nextBytes(bytes);
        return new EventId(HexFormat.of().formatHex(bytes));
    }

    /** Masked before it is cut, so that no half of an address or secret is left at the end. */
    private static @Nullable String title(@Nullable String title) {
        // Clean first: a NUL inside an address would hide it from the mask, and then be taken out.
        String clean = Texts.clean(title, Integer.MAX_VALUE);
        return clean == null ? null : Texts.cut(Masks.tokens(Masks.emails(clean)), LONGEST_TITLE);
    }

    private @Nullable PageAddress address(@Nullable String url, Site site) {
        return url == null ? null : addresses.of(url, site);
    }

    /** The usual props need no cleaning, and then no second map. */
    private Map<String, Object> props(Map<String, Object> props, Site site, EventType type) {
        for (Map.Entry<String, Object> prop : props.entrySet()) {
            if (!prop.getValue().equals(prop(prop.getKey(), prop.getValue(), site, type))) {
                Map<String, Object> clean = new LinkedHashMap<>(props);
                clean.replaceAll((key, dirty) -> prop(key, dirty, site, type));
                return clean;
            }
        }
        return props;
    }

    private Object prop(String key, Object value, Site site, EventType type) {
        if (!(value instanceof String text)) {
            return value;
        }
        boolean address = key.equals(LINK_PROP) && AutomaticEvents.LINKS.contains(type.value());
        return Objects.requireNonNull(
                Texts.clean(address ? addresses.of(text, site).url() : text, LONGEST_PROP));
    }
}
