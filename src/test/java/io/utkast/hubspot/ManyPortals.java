package io.utkast.hubspot;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import io.utkast.support.QueuedEvents;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Portals {@code p0}, {@code p1} …, each with an account in the sandbox and a site {@code s0}, {@code s1} …. */
final class ManyPortals {
    private static final int FIRST_HUB = 5_000;

    private final Portal model = Portals.acme();
    private final Map<SiteKey, Site> sites = new HashMap<>();
    private final int count;

    ManyPortals(int count) {
        this.count = count;
    }

    /** The sandbox's settings. */
    Map<String, String> sandbox() {
        Map<String, String> settings = new HashMap<>(Portals.SANDBOX);
        for (int i = 0; i < count; i++) {
            String account = "accounts[" + i + "].";
            settings.put(account + "hub-id", String.valueOf(hub(i)));
            settings.put(account + "client-id", model.credentials().clientId());
            settings.put(
                    account + "client-secret",
                    model.credentials().clientSecret().reveal());
            settings.put(account + "refresh-token", "refresh-" + i);
        }
        return settings;
    }

    /** All of them, with HubSpot there. */
    List<Portal> at(URI url) {
        List<Portal> portals = IntStream.range(0, count)
                .mapToObj(number -> portal(number, url))
                .toList();
        for (int i = 0; i < count; i++) {
            sites.put(site(i), Portals.shop(site(i), portals.get(i)));
        }
        return portals;
    }

    private Portal portal(int number, URI url) {
        Portal.Api api = model.api();
        return new Portal(
                key(number),
                String.valueOf(hub(number)),
                new Portal.Api(api.dialect(), api.shadow(), api.version(), url, url, api.oauthVersion()),
                model.app(),
                new Portal.Credentials(
                        model.credentials().clientId(),
                        model.credentials().clientSecret(),
                        new Secret("refresh-" + number)),
                model.install(),
                model.batchSize(),
                model.linger(),
                model.quota());
    }

    int hub(int number) {
        return FIRST_HUB + number;
    }

    PortalKey key(int number) {
        return new PortalKey("p" + number);
    }

    int number(PortalKey key) {
        return Integer.parseInt(key.value().substring(1));
    }

    Optional<Site> site(SiteKey key) {
        return Optional.ofNullable(sites.get(key));
    }

    private static SiteKey site(int number) {
        return new SiteKey("s" + number);
    }

    QueuedEvent pageView(int portal, int number, Instant acceptedAt) {
        QueuedEvent like = QueuedEvents.of(QueuedEvents.PAGE_VIEW, number, acceptedAt);
        EventId id = like.event().id();
        return new QueuedEvent(
                DeliveryId.of(
                        String.valueOf(hub(portal)),
                        site(portal),
                        like.visitor().utk(),
                        id),
                key(portal),
                site(portal),
                like.visitor(),
                like.domain(),
                like.event(),
                like.receipt(),
                acceptedAt);
    }
}
