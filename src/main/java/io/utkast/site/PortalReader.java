package io.utkast.site;

import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.site.PortalsConfig.PortalEntry;
import io.utkast.site.PortalsConfig.QuotaEntry;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads one portal of the configuration, adding what is wrong with it to the list of faults. */
final class PortalReader {
    /** HubSpot takes 500 app events in a batch; no batch of it takes more. */
    private static final int LARGEST_BATCH = 500;

    private static final Duration LONGEST_LINGER = Duration.ofMinutes(5);

    private final List<ConfigFault> faults;

    PortalReader(List<ConfigFault> faults) {
        this.faults = faults;
    }

    Optional<Portal> read(String key, PortalEntry entry) {
        int before = faults.size();
        String name = "utkast.portals." + key;
        if (!SiteKey.isValid(key)) {
            fault(name, "a portal's key is a lower-case letter, then up to 31 of a-z, 0-9 and -");
        }
        checkDialect(name, entry);
        checkUrl(name + ".api-url", entry.apiUrl());
        checkUrl(name + ".token-url", entry.tokenUrl());
        checkUrl(name + ".authorize-url", entry.authorizeUrl());
        checkNumbers(name, entry);
        if (!entry.oauthVersion().matches("v?[0-9]+(-[0-9]+)?")) {
            fault(name + ".oauth-version", "'" + entry.oauthVersion() + "' is not a version such as v3 or 2026-09");
        }
        entry.hubId()
                .filter(hubId -> !hubId.matches("[0-9]{1,15}"))
                .ifPresent(hubId -> fault(name + ".hub-id", "'" + hubId + "' is not the portal's number"));
        entry.refreshToken()
                .filter(token -> token.reveal().isBlank())
                .ifPresent(token -> fault(name + ".refresh-token", "is blank; leave it out to connect at /admin"));
        entry.scopes().stream()
                .filter(scope -> !scope.matches("[A-Za-z0-9._-]+"))
                .forEach(scope -> fault(name + ".scopes", "'" + scope + "' is not a scope such as timeline"));
        return faults.size() == before ? Optional.of(portal(new PortalKey(key), entry)) : Optional.empty();
    }

    private static Portal portal(PortalKey key, PortalEntry entry) {
        return new Portal(
                key,
                entry.hubId().orElse(null),
                new Portal.Api(
                        entry.dialect(),
                        entry.shadowDialect().orElse(null),
                        entry.apiVersion(),
                        entry.apiUrl(),
                        entry.tokenUrl(),
                        entry.oauthVersion()),
                new Portal.App(entry.appId().orElse(null), entry.developerKey().orElse(null)),
                new Portal.Credentials(
                        entry.clientId(),
                        entry.clientSecret(),
                        entry.refreshToken().orElse(null)),
                new Portal.Install(entry.authorizeUrl(), List.copyOf(entry.scopes()), entry.pkce()),
                entry.batchSize(),
                entry.linger(),
                quota(entry.quota()));
    }

    private static Portal.Quota quota(QuotaEntry entry) {
        return new Portal.Quota(
                entry.requests(),
                entry.per(),
                entry.reserve().fraction(),
                entry.daily().isPresent() ? entry.daily().getAsInt() : null,
                entry.timeZone().map(ZoneId::of).orElse(null));
    }

    private void checkDialect(String name, PortalEntry entry) {
        entry.shadowDialect()
                .filter(shadow -> shadow == entry.dialect())
                .ifPresent(shadow ->
                        fault(name + ".shadow-dialect", "is what " + name + ".dialect sends already; leave it out"));
        if (!entry.apiVersion().matches("v[0-9]+|[0-9]{4}-[0-9]{2}")) {
            fault(name + ".api-version", "'" + entry.apiVersion() + "' is not a version such as 2026-09 or v4");
        }
    }

    private void checkNumbers(String name, PortalEntry entry) {
        if (entry.batchSize() < 1 || entry.batchSize() > LARGEST_BATCH) {
            fault(name + ".batch-size", entry.batchSize() + " is not between 1 and " + LARGEST_BATCH);
        }
        if (entry.linger().isNegative() || entry.linger().compareTo(LONGEST_LINGER) > 0) {
            fault(name + ".linger", entry.linger() + " is not between 0 and 5 minutes");
        }
        if (entry.quota().requests() < 1) {
            fault(name + ".quota.requests", entry.quota().requests() + " leaves no request to send with");
        }
        if (entry.quota().per().compareTo(Duration.ofMillis(1)) < 0) {
            fault(name + ".quota.per", entry.quota().per() + " is not a length of time such as 10s");
        }
        entry.quota()
                .timeZone()
                .filter(zone -> !ZoneId.getAvailableZoneIds().contains(zone))
                .ifPresent(zone ->
                        fault(name + ".quota.time-zone", "'" + zone + "' is no time zone such as Europe/Berlin"));
        if (entry.quota().reserve().fraction() >= 1) {
            fault(name + ".quota.reserve", "leaves no request to send with");
        }
    }

    private void checkUrl(String key, URI url) {
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            fault(key, "'" + url + "' is not an address such as https://api.hubapi.com");
        }
    }

    private void fault(String key, String message) {
        faults.add(new ConfigFault(key, message));
    }
}
