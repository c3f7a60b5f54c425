package io.utkast.hubspot;

import io.utkast.event.EventType;
import io.utkast.event.SiteKey;
import io.utkast.site.Dialect;
import io.utkast.site.EventMapping;
import io.utkast.site.Origins;
import io.utkast.site.PathTemplates;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import io.utkast.support.QueuedEvents;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The portal {@code acme} (hub id 4242) and its site {@code shop}. */
final class Portals {
    /** Settings with which the sandbox knows the portal and the event type of its site, in both dialects. */
    static final Map<String, String> SANDBOX = Map.of(
            "accounts[0].hub-id", "4242",
            "accounts[0].client-id", "client",
            "accounts[0].client-secret", "client-secret",
            "accounts[0].refresh-token", "refresh-1",
            "templates.1001.name", "Page view",
            "templates.1001.tokens.page_title.type", "string");

    private static final Map<EventType, EventMapping> EVENTS = Map.of(
            QueuedEvents.PAGE_VIEW,
            new EventMapping("1001", Map.of("page_title", "{title}"), Map.of("source", "{url}")));

    private Portals() {}

    static Portal acme(URI url) {
        return acme(url, Dialect.TIMELINE_V3, null);
    }

    static Portal acme(URI url, Dialect dialect, @Nullable Dialect shadow) {
        return acme(url, dialect, shadow, null);
    }

    /** With a known time zone of the account. */
    static Portal acme(URI url, ZoneId zone) {
        return acme(url, Dialect.TIMELINE_V3, null, zone);
    }

    private static Portal acme(URI url, Dialect dialect, @Nullable Dialect shadow, @Nullable ZoneId zone) {
        return new Portal(
                QueuedEvents.ACME,
                "4242",
                new Portal.Api(dialect, shadow, "2026-09", url, url, "v3"),
                new Portal.App(null, null),
                new Portal.Credentials("client", new Secret("client-secret"), new Secret("refresh-1")),
                new Portal.Install(
                        URI.create("https://app.hubspot.com/oauth/authorize"), List.of("oauth", "timeline"), false),
                100,
                Duration.ofMillis(500),
                new Portal.Quota(110, Duration.ofSeconds(10), 0.1, null, zone));
    }

    static Portal acme() {
        return acme(URI.create("http://127.0.0.1:1"));
    }

    static Site shop(Map<EventType, EventMapping> events) {
        return site(QueuedEvents.SHOP, acme(), events);
    }

    /** A site of this key and portal that is like the shop. */
    static Site shop(SiteKey key, Portal portal) {
        return site(key, portal, EVENTS);
    }

    private static Site site(SiteKey key, Portal portal, Map<EventType, EventMapping> events) {
        return new Site(
                key,
                "www.example.com",
                Origins.of(List.of("https://www.example.com")),
                portal,
                true,
                Site.ConsentMode.ASSUMED,
                false,
                Site.SnippetBuild.FULL,
                false,
                Set.of(),
                PathTemplates.of(List.of()),
                null,
                events);
    }

    static Site shop() {
        return shop(EVENTS);
    }

    static Optional<Site> find(SiteKey key) {
        return key.equals(QueuedEvents.SHOP) ? Optional.of(shop()) : Optional.empty();
    }
}
