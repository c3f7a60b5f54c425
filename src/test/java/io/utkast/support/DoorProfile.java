package io.utkast.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A gateway with five sites: {@code shop}; {@code strict}, which requires consent and honours DNT; {@code off}, which is
 * switched off; {@code twin}, which shares an origin with the shop; and {@code tokens}, which wants page tokens. HubSpot is a closed port: nothing is delivered.
 */
public class DoorProfile implements QuarkusTestProfile {
    public static final String SERVER_KEY = "shop-server-key";
    /** A visitor may send so many events, and no more for an hour. */
    public static final int VISITOR_LIMIT = 60;

    /** The file that the gateway under test keeps its events in. */
    public static Path outboxFile() {
        return ConfigProvider.getConfig()
                .getValue("utkast.data-dir", Path.class)
                .resolve("outbox.db");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return overrides(newDirectory());
    }

    static Map<String, String> overrides(Path data) {
        Map<String, String> config = new TreeMap<>();
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        config.put("utkast.data-dir", data.toString());
        config.put("utkast.limits.visitor.events", String.valueOf(VISITOR_LIMIT));
        config.put("utkast.limits.visitor.per", "1h");
        config.put("utkast.limits.address.events", "1000000");
        portal(config, "utkast.portals.acme.");
        site(config, "shop", "www.example.com", "https://www.example.com,https://*.example.com");
        config.put("utkast.sites.shop.server-key", SERVER_KEY);
        config.put("utkast.sites.shop.events.signup_started.template", "1003");
        config.put("utkast.sites.shop.path-templates", "/invite/*");
        site(config, "strict", "strict.example.org", "https://strict.example.org");
        config.put("utkast.sites.strict.consent", "required");
        config.put("utkast.sites.strict.honour-dnt", "true");
        site(config, "off", "off.example.org", "https://off.example.org");
        config.put("utkast.sites.off.enabled", "false");
        site(config, "twin", "twin.example.org", "https://twin.example.org,https://www.example.com");
        site(config, "tokens", "tokens.example.org", "https://tokens.example.org");
        config.put("utkast.sites.tokens.page-token", "true");
        config.put("utkast.sites.tokens.server-key", SERVER_KEY);
        return config;
    }

    private static void portal(Map<String, String> config, String key) {
        config.put(key + "api-url", "http://127.0.0.1:1");
        config.put(key + "token-url", "http://127.0.0.1:1");
        config.put(key + "client-id", "client");
        config.put(key + "client-secret", "secret");
        config.put(key + "refresh-token", "refresh");
    }

    private static void site(Map<String, String> config, String key, String domain, String origins) {
        config.put("utkast.sites." + key + ".domain", domain);
        config.put("utkast.sites." + key + ".origins", origins);
        config.put("utkast.sites." + key + ".portal", "acme");
        config.put("utkast.sites." + key + ".events.page_view.template", "1001");
    }

    static Path newDirectory() {
        try {
            // Gone with the next clean build.
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "doors")), "door");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
