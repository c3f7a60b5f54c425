package io.utkast.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.admin.Deliveries;
import io.utkast.admin.OutboxReadings;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneSettings;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.CallLimits;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.Installation;
import io.utkast.hubspot.MappingReviews;
import io.utkast.hubspot.RefreshTokens;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.hubspot.vault.VaultException;
import io.utkast.outbox.Outbox;
import io.utkast.site.Catalog;
import io.utkast.site.Portal;
import io.utkast.site.SitesConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a lane for each portal, and what it needs at HubSpot's end. */
@Singleton
final class LaneWiring {
    private final Traces traces;

    LaneWiring(Traces traces) {
        this.traces = traces;
    }

    @Produces
    @Singleton
    HubSpotDestinations destinations(Catalog catalog, Clock clock) {
        return new HubSpotDestinations(catalog::site, clock, CallLimits.DEFAULT);
    }

    @Produces
    @Singleton
    @SuppressWarnings("UnusedException") // Quarkus prints a configuration mistake plainly only if nothing caused it
    TokenVault vault(DataDirectory directory, GatewayConfig config) {
        try {
            return TokenVault.open(
                    directory.file(TokenVault.FILE), config.secretKey().orElse(null));
        } catch (VaultException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    @Produces
    @Singleton
    Lanes lanes(Catalog catalog, HubSpotDestinations destinations, TokenVault vault, Outbox outbox, Clock clock) {
        Map<PortalKey, Lane> lanes = new HashMap<>();
        for (Portal portal : catalog.portals()) {
            RefreshTokens tokens = vault.of(portal.key(), portal.credentials().refreshToken());
            Destination destination = traces.traced(portal.key(), destinations.of(portal, tokens));
            Lane lane = Lane.of(settings(portal), outbox, destination, clock);
            destinations
                    .installation(portal.key())
                    .flatMap(Installation::obstacle)
                    .ifPresent(lane::unauthorized);
            lanes.put(portal.key(), lane);
        }
        return new Lanes(lanes);
    }

    @Produces
    @Singleton
    MappingReviews reviews(Catalog catalog, SitesConfig config) {
        return new MappingReviews(
                catalog,
                config,
                look -> Thread.ofVirtual().name("mapping-review").start(look));
    }

    /** A bean, because meters hold what they read by a weak reference only. */
    @Produces
    @Singleton
    OutboxReadings readings(Outbox outbox, Clock clock) {
        return new OutboxReadings(outbox, clock);
    }

    @Produces
    @Singleton
    Deliveries deliveries(Lanes lanes, OutboxReadings outbox, Clock clock) {
        return new Deliveries(lanes, outbox, clock);
    }

    private static LaneSettings settings(Portal portal) {
        Portal.Quota quota = portal.quota();
        return LaneSettings.of(
                portal.key(),
                portal.batchSize(),
                portal.linger(),
                new LaneSettings.Quota(quota.requests(), quota.per(), quota.reserve(), daily(quota)));
    }

    /** Without the account's time zone, midnight is UTC's. */
    private static LaneSettings.@Nullable Daily daily(Portal.Quota quota) {
        ZoneId zone = quota.timeZone() == null ? ZoneOffset.UTC : quota.timeZone();
        return quota.daily() == null ? null : new LaneSettings.Daily(quota.daily(), zone);
    }
}
