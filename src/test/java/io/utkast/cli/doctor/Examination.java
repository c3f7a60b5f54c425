package io.utkast.cli.doctor;

import io.utkast.app.GatewayConfig;
import io.utkast.event.PortalKey;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.hubspot.vault.VaultException;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.Secret;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A doctor, the configuration that it looks at, and a HubSpot that plays along until a test tells it otherwise. */
final class Examination implements AutoCloseable {
    static final String EVENTS = "/integrators/timeline/v3/events";
    static final String PROBE = EVENTS + "/0/utkast-doctor";
    static final String INTROSPECT = "/oauth/v3/token/introspect";
    static final String TOKEN = "/oauth/v3/token";
    static final String TEMPLATES = "/integrators/timeline/v3/77/event-templates";
    static final String ACTIVE = "{\"active\":true,\"hub_id\":4242,\"scopes\":[\"oauth\",\"timeline\"]}";

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    final ScriptedServer server = new ScriptedServer();
    final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.token-url", server.url().toString())
            .set("utkast.sites.shop.events.page_view.tokens.page_title", "{title}");

    /** Goes on, as the server's answers carry the real time: however long the way to a request, both clocks agree. */
    @SuppressWarnings("TimeZoneUsage")
    Clock clock = Clock.systemUTC();

    /** Properties of the gateway as a whole. */
    final Map<String, String> gateway = new TreeMap<>();

    private final Path dataDir;

    Examination(Path dataDir) {
        this.dataDir = dataDir;
        gateway.put("utkast.data-dir", dataDir.toString());
        server.on(PROBE, exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            Reply.json(
                            known ? 404 : 401,
                            "{}",
                            "X-HubSpot-RateLimit-Max",
                            "110",
                            "X-HubSpot-RateLimit-Remaining",
                            "109",
                            "X-HubSpot-RateLimit-Interval-Milliseconds",
                            "10000")
                    .write(exchange);
        });
        server.on(INTROSPECT, Reply.json(200, ACTIVE));
        server.on(TOKEN, Reply.json(200, """
                {"access_token":"a","expires_in":1800,"refresh_token":"refresh"}"""));
        server.on(EVENTS, Reply.json(201, "{}"));
    }

    void withDeveloperKey() {
        sites.set("utkast.portals.acme.app-id", "77").set("utkast.portals.acme.developer-key", "hush-key");
    }

    /** As if a gateway ran on the data directory. */
    void lockDataDir() throws IOException {
        Path lock = Files.createFile(dataDir.resolve("lock"));
        long inode = ((Number) Files.getAttribute(lock, "unix:ino")).longValue();
        long device = ((Number) Files.getAttribute(lock, "unix:dev")).longValue();
        Files.writeString(
                dataDir.resolve("locks"),
                "1: POSIX  ADVISORY  WRITE 1 %02x:%02x:%d 0 EOF%n"
                        .formatted(FileLocks.major(device), FileLocks.minor(device), inode));
    }

    /** As if HubSpot had handed out another refresh token while a gateway ran. */
    void storeToken(String token) throws VaultException {
        gateway.put("utkast.secret-key", KEY);
        TokenVault.open(dataDir.resolve(TokenVault.FILE), new Secret(KEY))
                .of(new PortalKey("acme"), new Secret("refresh"))
                .issued(new Secret(token));
    }

    List<Finding> examine(boolean refresh, boolean sendTest) {
        return examine(orders(refresh, sendTest, Duration.ofSeconds(5), Duration.ofSeconds(20)));
    }

    List<Finding> examine(Doctor.Orders orders) {
        Doctor.Patient patient = new Doctor.Patient(
                Settings.read(GatewayConfig.class, gateway),
                Settings.defaults(OutboxConfig.class),
                sites.sitesConfig(),
                sites.catalog());
        return new Doctor(patient, orders, clock, new FileLocks(dataDir.resolve("locks")), () -> 0L).examine();
    }

    static Doctor.Orders orders(boolean refresh, boolean sendTest, Duration request, Duration all) {
        return new Doctor.Orders(portal -> true, refresh, sendTest, request, all);
    }

    /** The first finding of the check. */
    static Finding found(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " in " + findings));
    }

    @Override
    public void close() {
        server.close();
    }
}
