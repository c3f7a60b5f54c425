package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The gateway of {@link DoorProfile} with its admin door open, and with a second portal, {@code bolt}, that nobody
 * connected yet. HubSpot is a port on which nobody listens until a test does.
 */
public final class AdminProfile implements QuarkusTestProfile {
    public static final String TOKEN = "the-operators-own-token";
    public static final String PUBLIC_URL = "https://events.example.com";
    /** The name under which tests find HubSpot's port. */
    public static final String HUBSPOT_PORT = "test.hubspot.port";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = DoorProfile.overrides(DoorProfile.newDirectory());
        int port = freePort();
        config.put(HUBSPOT_PORT, String.valueOf(port));
        config.put("utkast.admin.token", TOKEN);
        config.put("utkast.admin.templates", "true");
        config.put("utkast.public-url", PUBLIC_URL);
        config.put("utkast.secret-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        config.put("utkast.sites.strict.portal", "bolt");
        String bolt = "utkast.portals.bolt.";
        config.put(bolt + "hub-id", "4242");
        config.put(bolt + "api-url", "http://127.0.0.1:" + port);
        config.put(bolt + "token-url", "http://127.0.0.1:" + port);
        config.put(bolt + "authorize-url", "https://app.example.com/oauth/authorize");
        config.put(bolt + "client-id", "bolts-client");
        config.put(bolt + "client-secret", "bolts-secret");
        config.put(bolt + "pkce", "true");
        config.put(bolt + "app-id", "77");
        config.put(bolt + "developer-key", "bolts-developer-key");
        return config;
    }

    /** The operator, by a script with the token. */
    public static RequestSpecification operator() {
        return RestAssured.given().header("Authorization", "Bearer " + TOKEN);
    }

    private static int freePort() {
        try {
            return JarProcess.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
