package io.utkast.support;

import io.utkast.event.BrowserEvent;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.EventType;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Queued events of the site {@code shop} and the portal {@code acme}. */
public final class QueuedEvents {
    public static final PortalKey ACME = new PortalKey("acme");
    public static final SiteKey SHOP = new SiteKey("shop");
    public static final EventType PAGE_VIEW = new EventType("page_view");
    public static final EventType SIGN_UP = new EventType("sign_up");
    private static final Utk UTK = new Utk("0123456789abcdef0123456789abcdef");

    private QueuedEvents() {}

    /** A page view, told from others by its number. */
    public static QueuedEvent pageView(int number) {
        return of(PAGE_VIEW, number);
    }

    /** So many page views, numbered from 0. */
    public static List<QueuedEvent> pageViews(int count) {
        return IntStream.range(0, count).mapToObj(QueuedEvents::pageView).toList();
    }

    /** An event of the type, accepted when the {@link MutableClock} starts. */
    public static QueuedEvent of(EventType type, int number) {
        return of(type, number, MutableClock.START);
    }

    /** An event of the type, accepted at the time given. */
    public static QueuedEvent of(EventType type, int number, Instant acceptedAt) {
        EventId id = new EventId("%s-%08d".formatted(type.value(), number));
        BrowserEvent event = new BrowserEvent(
                id,
                type,
                Instant.parse("2026-11-23T08:59:59.120Z"),
                "https://www.example.com/pricing",
                "Pricing",
                null,
                Map.of("scroll", 80L, "ratio", 0.5, "plan", "pro"));
        return new QueuedEvent(
                DeliveryId.of("4242", SHOP, UTK, id),
                ACME,
                SHOP,
                new Visitor("www.example.com", UTK),
                "www.example.com",
                event,
                new Receipt("r-1"),
                acceptedAt);
    }
}
