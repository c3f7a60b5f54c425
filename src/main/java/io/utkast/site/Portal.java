package io.utkast.site;

import io.utkast.event.PortalKey;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HubSpot account (portal) and how to reach it.
 *
 * @param hubId the portal's number at HubSpot, if configured
 * @param batchSize events in one request, at most
 * @param linger how long a batch may wait for more events
 */
public record Portal(
        PortalKey key,
        @Nullable String hubId,
        Api api,
        App app,
        Credentials credentials,
        Install install,
        int batchSize,
        Duration linger,
        Quota quota) {

    /** The first part of each {@link io.utkast.event.DeliveryId} of this portal. */
    public String idPrefix() {
        return hubId != null ? hubId : key.value();
    }

    /**
     * Where HubSpot's endpoints are, and which contract they follow.
     *
     * @param shadow a second dialect that maps, validates and counts, but sends nothing
     * @param version in the paths of app events, such as {@code 2026-09}
     * @param url such as {@code https://api.hubapi.com}, without a trailing slash
     * @param tokenUrl the host of the OAuth endpoint, where it differs
     * @param oauthVersion the path segment of the OAuth endpoint, such as {@code v3}
     */
    public record Api(
            Dialect dialect, @Nullable Dialect shadow, String version, URI url, URI tokenUrl, String oauthVersion) {}

    /** The app as its developer account knows it, for template sync. */
    public record App(@Nullable String id, @Nullable Secret developerKey) {}

    /**
     * The app's credentials.
     *
     * @param refreshToken of the app's installation in this portal; null: the connect flow fetches one
     */
    public record Credentials(
            String clientId, Secret clientSecret, @Nullable Secret refreshToken) {}

    /**
     * How somebody installs the app in this portal.
     *
     * @param authorizeUrl HubSpot's page, without a query
     * @param pkce whether the code is bound to a verifier that only this gateway knows (RFC 7636, S256)
     */
    public record Install(URI authorizeUrl, List<String> scopes, boolean pkce) {}

    /**
     * How many requests the portal grants this gateway.
     *
     * @param requests in any window of {@code per}
     * @param reserve the share of it, 0 to 1, left to other programs
     * @param daily requests from midnight to midnight in {@code timeZone}, if the account has such a limit
     * @param timeZone the account's, if known
     */
    public record Quota(
            int requests,
            Duration per,
            double reserve,
            @Nullable Integer daily,
            @Nullable ZoneId timeZone) {}
}
