package io.utkast.admit;

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
    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_TITLE = 512;
    private static final int LONGEST_PROP = 1024;
    private static final int MADE_ID_BYTES = 16;

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
        BrowserEvent event = new BrowserEvent(
                candidate.id() == null ? makeId() : new EventId(candidate.id()),
                eventType,
                at,
                address(candidate.url(), site),
                title(candidate.title()),
                address(candidate.referrer(), site),
                props(candidate.props()));
        return new Cleaned.Fit(event, domain(event.url(), site));
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
        return clean == null ? null : cut(Masks.tokens(Masks.emails(clean)), LONGEST_TITLE);
    }

    /** Only what is too long is looked through once more. */
    private static @Nullable String cut(String clean, int longest) {
        return clean.length() <= longest ? clean : Texts.clean(clean, longest);
    }

    private static @Nullable String address(@Nullable String url, Site site) {
        if (url == null) {
            return null;
        }
        String clean = Objects.requireNonNull(Texts.clean(url, Integer.MAX_VALUE));
        String address = Urls.clean(clean, site.queryParams(), site.pathTemplates());
        return cut(address, LONGEST_URL);
    }

    /** The usual props need no cleaning, and then no second map. */
    private static Map<String, Object> props(Map<String, Object> props) {
        for (Object value : props.values()) {
            if (!value.equals(prop(value))) {
                Map<String, Object> clean = new LinkedHashMap<>(props);
                clean.replaceAll((key, dirty) -> prop(dirty));
                return clean;
            }
        }
        return props;
    }

    private static Object prop(Object value) {
        return value instanceof String text ? Objects.requireNonNull(Texts.clean(text, LONGEST_PROP)) : value;
    }

    /** The page's host if it belongs to the site, else the site's own domain. */
    private static String domain(@Nullable String url, Site site) {
        String host = Urls.host(url);
        return url != null && host != null && isPageOf(site, url, host) ? host : site.domain();
    }

    /** Whether the address's host is the site's domain, or its origin one of the site's. */
    static boolean isPageOf(Site site, @Nullable String url) {
        String host = Urls.host(url);
        return url != null && host != null && isPageOf(site, url, host);
    }

    private static boolean isPageOf(Site site, String url, String host) {
        return host.equals(site.domain()) || site.origins().allow(Urls.origin(url));
    }
}
