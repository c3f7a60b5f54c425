package io.utkast.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.utkast.event.Share;
import io.utkast.event.ShareConverter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The HubSpot accounts that events go to, by key. */
@ConfigMapping(prefix = "utkast.portals")
public interface PortalsConfig {

    /** Each portal under its key. */
    @WithParentName
    Map<String, PortalEntry> portals();

    /** One portal. */
    interface PortalEntry {
        /** The portal's number at HubSpot; it prefixes event ids and is checked against the token's. */
        Optional<String> hubId();

        /** The app's number, for template sync. */
        Optional<String> appId();

        /** The developer API key, for template sync. */
        Optional<Secret> developerKey();

        /** Which of HubSpot's two contracts the app may use. */
        @WithDefault("timeline-v3")
        Dialect dialect();

        /** A second dialect that maps, validates and counts, but sends nothing. */
        Optional<Dialect> shadowDialect();

        /** The version in the paths of app events. */
        @WithDefault("2026-09")
        String apiVersion();

        /** HubSpot routes every region through this one host. */
        @WithDefault("https://api.hubapi.com")
        URI apiUrl();

        /** The OAuth host, where it differs: HubSpot's own pages name two. */
        @WithDefault("https://api.hubapi.com")
        URI tokenUrl();

        /** HubSpot's page on which somebody installs the app; the EU has a host of its own, which this one finds. */
        @WithDefault("https://app.hubspot.com/oauth/authorize")
        URI authorizeUrl();

        /** What the connect flow asks for: HubSpot takes exactly the scopes that the app requires. */
        @WithDefault("oauth,timeline")
        List<String> scopes();

        /** Off: HubSpot documents PKCE for its token endpoint, but not for its authorize page. */
        @WithDefault("false")
        boolean pkce();

        /** v1 is switched off on 2027-02-16, hence v3. */
        @WithDefault("v3")
        String oauthVersion();

        /** The app's client id. */
        String clientId();

        /** The app's client secret. */
        Secret clientSecret();

        /** The refresh token of the app's installation in this portal; none: the connect flow fetches one. */
        Optional<Secret> refreshToken();

        /** HubSpot documents no maximum for v3; its other batches take 100. */
        @WithDefault("100")
        int batchSize();

        /** Long enough to gather a page's events, short enough that nobody notices. */
        @WithDefault("500ms")
        Duration linger();

        /** How many requests the portal grants. */
        QuotaEntry quota();
    }

    /** A portal's request quota. */
    interface QuotaEntry {
        /** HubSpot's limit for OAuth apps, per installing account. */
        @WithDefault("110")
        int requests();

        /** The length of HubSpot's rolling window. */
        @WithDefault("10s")
        Duration per();

        /** Left to other programs that use the same app and account. */
        @WithDefault("10%")
        @WithConverter(ShareConverter.class)
        Share reserve();

        /** Requests a day, for accounts that have such a limit. */
        OptionalInt daily();

        /** The account's time zone, in which the daily limit starts anew, such as Europe/Berlin. */
        Optional<String> timeZone();
    }
}
