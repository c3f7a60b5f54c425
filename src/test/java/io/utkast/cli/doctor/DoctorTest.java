package io.utkast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.app.GatewayConfig;
import io.utkast.cli.doctor.Finding.Level;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.outbox.OutboxConfig;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of a portal against a HubSpot that plays along, or does not. */
class DoctorTest {
    private static final String EVENTS = "/integrators/timeline/v3/events";
    private static final String PROBE = EVENTS + "/0/utkast-doctor";
    private static final String INTROSPECT = "/oauth/v3/token/introspect";
    private static final String TOKEN = "/oauth/v3/token";
    private static final String TEMPLATES = "/integrators/timeline/v3/77/event-templates";
    private static final String ACTIVE = "{\"active\":true,\"hub_id\":4242,\"scopes\":[\"oauth\",\"timeline\"]}";

    @TempDir
    private Path directory;

    @SuppressWarnings("TimeZoneUsage")
    private Clock clock = Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC);

    private final ScriptedServer server = new ScriptedServer();
    private final Sites sites = Sites.withShop()
            .set("utkast.portals.acme.api-url", server.url().toString())
            .set("utkast.portals.acme.token-url", server.url().toString())
            .set("utkast.sites.shop.events.page_view.tokens.page_title", "{title}");

    @BeforeEach
    void playAlong() {
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
        server.on(TOKEN, Reply.json(200, "{\"access_token\":\"a\",\"expires_in\":1800,\"refresh_token\":\"refresh\"}"));
        server.on(EVENTS, Reply.json(201, "{}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void findsAHealthyPortalHealthyWithoutRefreshing() {
        List<Finding> findings = examine(false, false);

        assertThat(findings).extracting(Finding::level).doesNotContain(Level.FAILURE);
        assertThat(of(findings, "reachable").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "clock").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "refresh token").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "hub id").what()).isEqualTo("4242");
        assertThat(of(findings, "scopes").what()).isEqualTo("oauth, timeline");
        assertThat(of(findings, "access token").level()).isEqualTo(Level.SKIPPED);
        assertThat(server.requests(TOKEN)).isEmpty();
        assertThat(server.requests(EVENTS)).isEmpty();
    }

    @Test
    void asksAboutTheTokenUnderBothNamesThatHubSpotGivesIt() {
        examine(false, false);

        assertThat(server.requests(INTROSPECT).getFirst().body().split("&"))
                .containsExactlyInAnyOrder(
                        "client_id=client",
                        "client_secret=secret",
                        "token_type_hint=refresh_token",
                        "token=refresh",
                        "refresh_token=refresh");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"active\":false} | FAILURE | install the app again",
                "400 | {\"status\":\"BAD_CLIENT_SECRET\"} | FAILURE | docs/doctor.md",
                "400 | {\"status\":\"BAD_REFRESH_TOKEN\",\"error\":\"invalid_grant\"} | FAILURE | docs/doctor.md",
                "404 | <html> | WARNING | --refresh",
                "503 | '' | WARNING | --refresh",
                "200 | nonsense | WARNING | --refresh"
            })
    void saysWhatIsWrongWithTheRefreshToken(int status, String body, Level level, String advice) {
        server.on(INTROSPECT, Reply.json(status, body));

        Finding finding = of(examine(false, false), "refresh token");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).contains(advice);
    }

    @Test
    void saysWhenTheTokenIsAnotherPortals() {
        server.on(INTROSPECT, Reply.json(200, ACTIVE.replace("4242", "7")));

        List<Finding> findings = examine(true, true);

        Finding finding = of(findings, "hub id");
        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("portal 7", "4242");
        assertThat(server.requests(EVENTS)).as("no event may go to another portal").isEmpty();
        assertThat(finding.advice()).contains("utkast.portals.acme.hub-id");
    }

    @Test
    void saysWhichScopeIsMissing() {
        server.on(INTROSPECT, Reply.json(200, ACTIVE.replace("timeline", "contacts")));

        Finding finding = of(examine(false, false), "scopes");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.advice()).contains("add the scope timeline");
    }

    @Test
    void readsWhatV1TellsOfAToken() {
        sites.set("utkast.portals.acme.oauth-version", "v1");
        server.on("/oauth/v1/refresh-tokens/refresh", Reply.json(200, "{\"hub_id\":4242,\"scopes\":[\"timeline\"]}"));

        List<Finding> findings = examine(false, false);

        assertThat(of(findings, "refresh token").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "hub id").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({"503, FAILURE, status.hubspot.com", "302, WARNING, utkast.portals.acme.api-url"})
    void doubtsWhatDoesNotAnswerLikeHubSpot(int status, Level level, String advice) {
        server.on(PROBE, Reply.json(status, ""));

        Finding finding = of(examine(false, false), "reachable");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).contains(advice);
    }

    @Test
    void sparesTheRestWhenNobodyAnswers() {
        server.close();

        List<Finding> findings = examine(true, true);

        assertThat(of(findings, "reachable").level()).isEqualTo(Level.FAILURE);
        assertThat(of(findings, "reachable").what()).contains("refused");
        assertThat(of(findings, "reachable").advice()).contains("firewall");
        assertThat(findings).extracting(Finding::check).doesNotContain("refresh token", "access token");
    }

    @ParameterizedTest
    @CsvSource({"-600, FAILURE, behind", "600, FAILURE, ahead", "20, WARNING, ahead", "1, OK, agrees"})
    void comparesClocks(int seconds, Level level, String word) {
        clock = Clock.offset(clock, Duration.ofSeconds(seconds));

        Finding finding = of(examine(false, false), "clock");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.what()).contains(word);
    }

    @Test
    void showsTheQuotaWhenItMayRefresh() {
        List<Finding> findings = examine(true, false);

        assertThat(of(findings, "access token").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "api access").level()).isEqualTo(Level.OK);
        assertThat(of(findings, "quota").what()).contains("110 requests in 10.0 s", "109 left");
        assertThat(findings).extracting(Finding::check).doesNotContain("test event");
    }

    @Test
    void warnsOfAQuotaThatHubSpotDoesNotGrant() {
        sites.set("utkast.portals.acme.quota.requests", "190");

        Finding finding = of(examine(true, false), "quota");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.advice()).contains("utkast.portals.acme.quota.requests to 110");
    }

    @Test
    void saysWhenHubSpotRotatedTheRefreshToken() {
        server.on(TOKEN, Reply.json(200, "{\"access_token\":\"a\",\"refresh_token\":\"hush-next\"}"));

        List<Finding> findings = examine(true, false);

        assertThat(of(findings, "access token").level()).isEqualTo(Level.FAILURE);
        assertThat(of(findings, "access token").what()).contains("another refresh token");
        assertThat(findings.toString()).doesNotContain("hush-next");
    }

    @Test
    void saysWhyThereIsNoAccessToken() {
        server.on(TOKEN, Reply.json(400, "{\"status\":\"BAD_CLIENT_ID\"}"));

        Finding finding = of(examine(true, false), "access token");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("utkast.portals.acme.client-id");
    }

    @Test
    void saysWhichScopeTheApiMisses() {
        server.on(PROBE, Reply.json(401, "{}"), Reply.json(403, """
                        {"category":"MISSING_SCOPES","errors":[{"context":{"requiredGranularScopes":["timeline"]}}]}"""));

        Finding finding = of(examine(true, true), "api access");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("the app lacks the scopes timeline");
        assertThat(server.requests(EVENTS)).isEmpty();
    }

    @Test
    void sendsATestEventAndReadsItBack() {
        EventId id = new EventId("doctor-" + clock.millis());
        DeliveryId sent = DeliveryId.of("4242", new SiteKey("shop"), new Utk("0".repeat(32)), id);
        server.on(EVENTS + "/1001/" + sent, Reply.json(200, "{}"));

        List<Finding> findings = examine(false, true);

        assertThat(of(findings, "test event").what()).contains("page_view of site shop by template 1001", "" + sent);
        assertThat(of(findings, "read back").level()).isEqualTo(Level.OK);
        assertThat(server.requests(EVENTS)).hasSize(1);
        assertThat(server.requests(EVENTS).getFirst().body())
                .contains("\"eventTemplateId\":\"1001\"", "\"domain\":\"www.example.com\"", "\"page_title\"");
    }

    @Test
    void saysWhenTheTestEventCannotBeReadBack() {
        Finding finding = of(examine(false, true), "read back");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.what()).contains("404");
    }

    @ParameterizedTest
    @CsvSource({
        "400, templates plan",
        "404, templates plan",
        "429, try again later",
        "500, try again later",
        "403, see the rows above"
    })
    void saysWhatToDoWhenTheTestEventIsRefused(int status, String advice) {
        server.on(EVENTS, Reply.json(status, "{\"message\":\"no\"}"));

        List<Finding> findings = examine(false, true);

        assertThat(of(findings, "test event").level()).isEqualTo(Level.FAILURE);
        assertThat(of(findings, "test event").advice()).contains(advice);
        assertThat(findings).extracting(Finding::check).doesNotContain("read back");
    }

    @Test
    void doesNotRefreshUnlessToldToWhileAGatewayRuns() throws IOException {
        lockDataDir();

        List<Finding> findings = examine(false, true);

        assertThat(of(findings, "access token").level()).isEqualTo(Level.SKIPPED);
        assertThat(of(findings, "access token").advice()).contains("--refresh");
        assertThat(server.requests(TOKEN)).isEmpty();
        assertThat(of(examine(true, true), "test event").level()).isEqualTo(Level.OK);
    }

    @Test
    void comparesTemplatesWhereTheyCanBeRead() {
        withDeveloperKey();
        server.on(TEMPLATES, Reply.json(200, """
                {"results":[{"id":"1001","name":"Page view","tokens":[{"name":"page_title","type":"string"}]}]}"""));

        assertThat(of(examine(false, false), "templates").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"results\":[]} | 200 | FAILURE | template 1001 is not there",
                "{\"results\":[{\"id\":\"7\",\"name\":\"Page view\"}]} | 200 | FAILURE | 7 has its name",
                "{\"results\":[{\"id\":\"1001\",\"tokens\":[]}]} | 200 | FAILURE | lacks the token page_title",
                "{} | 401 | WARNING | utkast.portals.acme.developer-key"
            })
    void saysWhatTheTemplatesLack(String body, int status, Level level, String what) {
        withDeveloperKey();
        server.on(TEMPLATES, Reply.json(status, body));

        List<Finding> findings = examine(false, false);

        assertThat(of(findings, "templates").level()).isEqualTo(level);
        assertThat(of(findings, "templates").what()).contains(what);
        assertThat(of(findings, "templates").advice()).isNotBlank();
        assertThat(findings.toString()).doesNotContain("hush-key");
    }

    @Test
    void endsInTime() {
        CountDownLatch never = new CountDownLatch(1);
        server.on(INTROSPECT, exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        List<Finding> slowRequest = examine(orders(false, false, Duration.ofMillis(300), Duration.ofSeconds(20)));
        List<Finding> slowAll = examine(orders(false, false, Duration.ofSeconds(20), Duration.ofSeconds(2)));
        never.countDown();

        assertThat(of(slowRequest, "refresh token").what()).contains("no answer within");
        assertThat(of(slowAll, "reachable").level()).as("found before").isEqualTo(Level.OK);
        assertThat(of(slowAll, "examination").level()).isEqualTo(Level.FAILURE);
        assertThat(of(slowAll, "examination").advice()).contains("--timeout");
    }

    @Test
    void looksAtTheChosenPortalsOnly() {
        Doctor.Orders none =
                new Doctor.Orders(portal -> false, true, true, Duration.ofSeconds(5), Duration.ofSeconds(20));

        assertThat(examine(none)).extracting(Finding::subject).containsOnly("", "shop");
        assertThat(server.requests(PROBE)).isEmpty();
    }

    private void withDeveloperKey() {
        sites.set("utkast.portals.acme.app-id", "77").set("utkast.portals.acme.developer-key", "hush-key");
    }

    private void lockDataDir() throws IOException {
        Path lock = Files.createFile(directory.resolve("lock"));
        long inode = ((Number) Files.getAttribute(lock, "unix:ino")).longValue();
        long device = ((Number) Files.getAttribute(lock, "unix:dev")).longValue();
        Files.writeString(
                directory.resolve("locks"),
                "1: POSIX  ADVISORY  WRITE 1 %02x:%02x:%d 0 EOF%n"
                        .formatted(FileLocks.major(device), FileLocks.minor(device), inode));
    }

    private List<Finding> examine(boolean refresh, boolean sendTest) {
        return examine(orders(refresh, sendTest, Duration.ofSeconds(5), Duration.ofSeconds(20)));
    }

    private static Doctor.Orders orders(boolean refresh, boolean sendTest, Duration request, Duration all) {
        return new Doctor.Orders(portal -> true, refresh, sendTest, request, all);
    }

    private List<Finding> examine(Doctor.Orders orders) {
        GatewayConfig gateway =
                Settings.read(GatewayConfig.class, Map.of("utkast.data-dir", directory.toString()));
        Doctor.Patient patient = new Doctor.Patient(
                gateway, Settings.defaults(OutboxConfig.class), sites.sitesConfig(), sites.catalog());
        return new Doctor(patient, orders, clock, new FileLocks(directory.resolve("locks")), () -> 0L).examine();
    }

    private static Finding of(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + check + " in " + findings));
    }
}
