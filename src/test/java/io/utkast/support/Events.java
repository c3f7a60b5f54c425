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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Admitted events; the same number makes the same event. */
public final class Events {
    public static final PortalKey ACME = new PortalKey("acme");
    public static final Utk UTK = new Utk("3f2a9c0d1e4b5a697887766554433221");
    private static final SiteKey SHOP = new SiteKey("shop");

    private Events() {}

    public static QueuedEvent pageView(int number) {
        return pageView(ACME, number);
    }

    public static QueuedEvent pageView(PortalKey portal, int number) {
        return of(portal, number, "Page " + number);
    }

    /** An event whose title is the one given. */
    public static QueuedEvent of(PortalKey portal, int number, String title) {
        return of(portal, SHOP, number, title);
    }

    /** An event of another site of the portal {@link #ACME}, accepted at the time given. */
    public static QueuedEvent of(SiteKey site, int number, Instant acceptedAt) {
        return accepted(of(ACME, site, number, "Page " + number), acceptedAt);
    }

    /** An event of the portal, accepted at the time given. */
    public static QueuedEvent of(PortalKey portal, int number, Instant acceptedAt) {
        return accepted(pageView(portal, number), acceptedAt);
    }

    private static QueuedEvent accepted(QueuedEvent event, Instant at) {
        return new QueuedEvent(
                event.id(),
                event.portal(),
                event.site(),
                event.visitor(),
                event.domain(),
                event.event(),
                event.receipt(),
                at);
    }

    private static QueuedEvent of(PortalKey portal, SiteKey site, int number, String title) {
        EventId id = new EventId(String.format("event-%06d", number));
        return new QueuedEvent(
                DeliveryId.of(portal.value(), site, UTK, id),
                portal,
                site,
                new Visitor("www.example.com", UTK),
                "shop.example.com",
                new BrowserEvent(
                        id,
                        new EventType("page_view"),
                        TestClock.START.minusSeconds(number),
                        "https://shop.example.com/" + number,
                        title,
                        null,
                        Map.of("scroll", 80L, "ratio", 0.5, "first", true, "plan", "pro")),
                new Receipt("00112233445566778899aabbccddeeff"),
                TestClock.START.plusSeconds(number));
    }

    /** The events from one number up to, not including, another. */
    public static List<QueuedEvent> pageViews(int from, int to) {
        return pageViews(ACME, from, to);
    }

    public static List<QueuedEvent> pageViews(PortalKey portal, int from, int to) {
        List<QueuedEvent> events = new ArrayList<>();
        for (int number = from; number < to; number++) {
            events.add(pageView(portal, number));
        }
        return events;
    }
}
