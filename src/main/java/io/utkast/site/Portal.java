package io.utkast.site;

import io.utkast.event.PortalKey;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HubSpot account (portal) and how to reach it.
 *
 * @param hubId the portal's number at HubSpot, if configured
 * @param apiUrl such as {@code https://api.hubapi.com}, without a trailing slash
 * @param tokenUrl the host of the OAuth endpoint, where it differs
 * @param oauthVersion the path segment of the OAuth endpoint, such as {@code v3}
 * @param batchSize events in one request, at most
 * @param linger how long a batch may wait for more events
 */
public record Portal(
        PortalKey key,
        @Nullable String hubId,
        URI apiUrl,
        URI tokenUrl,
        String oauthVersion,
        Credentials credentials,
        int batchSize,
        Duration linger,
        Quota quota) {

    /** The first part of each {@link io.utkast.event.DeliveryId} of this portal. */
    public String idPrefix() {
        return hubId != null ? hubId : key.value();
    }

    /** The app's credentials and the installation's refresh token. */
    public record Credentials(String clientId, Secret clientSecret, Secret refreshToken) {}

    /**
     * How many requests the portal grants this gateway.
     *
     * @param requests in any window of {@code per}
     * @param reserve the share of it, 0 to 1, left to other programs of the app
     */
    public record Quota(int requests, Duration per, double reserve) {

        /** What may be used: requests less the reserve, at least one. */
        public int usable() {
            return Math.max(1, (int) Math.floor(requests * (1 - reserve)));
        }
    }
}
