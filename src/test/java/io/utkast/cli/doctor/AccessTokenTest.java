package io.utkast.cli.doctor;

import static io.utkast.cli.doctor.Examination.EVENTS;
import static io.utkast.cli.doctor.Examination.PROBE;
import static io.utkast.cli.doctor.Examination.TOKEN;
import static io.utkast.cli.doctor.Examination.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.cli.doctor.Finding.Level;
import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import io.utkast.support.ScriptedServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doctor says where it may ask for an access token and send a test event. */
class AccessTokenTest {
    @TempDir
    private Path directory;

    private Examination examination;

    @BeforeEach
    void begin() {
        examination = new Examination(directory);
    }

    @AfterEach
    void end() {
        examination.close();
    }

    @Test
    void showsTheQuotaWhenItMayRefresh() {
        List<Finding> findings = examination.examine(true, false);

        assertThat(found(findings, "access token").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "api access").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "quota").what()).contains("110 requests in 10.0 s", "109 left");
        assertThat(findings).extracting(Finding::check).doesNotContain("test event");
    }

    @Test
    void warnsOfAQuotaThatHubSpotDoesNotGrant() {
        examination.sites.set("utkast.portals.acme.quota.requests", "190");

        Finding finding = found(examination.examine(true, false), "quota");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.advice()).contains("utkast.portals.acme.quota.requests to 110");
    }

    @Test
    void saysWhenHubSpotRotatedTheRefreshToken() {
        examination.server.on(TOKEN, Reply.json(200, "{\"access_token\":\"a\",\"refresh_token\":\"hush-next\"}"));

        List<Finding> findings = examination.examine(true, false);

        assertThat(found(findings, "access token").level()).isEqualTo(Level.FAILURE);
        assertThat(found(findings, "access token").what()).contains("another refresh token");
        assertThat(findings.toString()).doesNotContain("hush-next");
    }

    @Test
    void saysWhyThereIsNoAccessToken() {
        examination.server.on(TOKEN, Reply.json(400, "{\"status\":\"BAD_CLIENT_ID\"}"));

        Finding finding = found(examination.examine(true, false), "access token");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("utkast.portals.acme.client-id");
    }

    @Test
    void saysWhichScopeTheApiMisses() {
        examination.server.on(PROBE, Reply.json(401, "{}"), Reply.json(403, """
                        {"category":"MISSING_SCOPES","errors":[{"context":{"requiredGranularScopes":["timeline"]}}]}"""));

        Finding finding = found(examination.examine(true, true), "api access");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("the app lacks the scopes timeline");
        assertThat(examination.server.requests(EVENTS)).isEmpty();
    }

    @Test
    void sendsATestEventAndReadsItBack() {
        // The event's id is made of the time.
        examination.clock = Clock.fixed(examination.clock.instant(), ZoneOffset.UTC);
        EventId id = new EventId("doctor-" + examination.clock.millis());
        DeliveryId sent = DeliveryId.of("4242", new SiteKey("shop"), new Utk("0".repeat(32)), id);
        examination.server.on(EVENTS + "/1001/" + sent, Reply.json(200, "{}"));

        List<Finding> findings = examination.examine(false, true);

        assertThat(found(findings, "test event").what()).contains("page_view of site shop by template 1001", "" + sent);
        assertThat(found(findings, "read back").level()).isEqualTo(Level.OK);
        assertThat(examination.server.requests(EVENTS)).hasSize(1);
        assertThat(examination.server.requests(EVENTS).getFirst().body())
                .contains("\"eventTemplateId\":\"1001\"", "\"domain\":\"www.example.com\"", "\"page_title\"");
    }

    @Test
    void saysWhenTheTestEventCannotBeReadBack() {
        Finding finding = found(examination.examine(false, true), "read back");

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
        examination.server.on(EVENTS, Reply.json(status, "{\"message\":\"no\"}"));

        List<Finding> findings = examination.examine(false, true);

        assertThat(found(findings, "test event").level()).isEqualTo(Level.FAILURE);
        assertThat(found(findings, "test event").advice()).contains(advice);
        assertThat(findings).extracting(Finding::check).doesNotContain("read back");
    }

    @Test
    void doesNotRefreshUnlessToldToWhileAGatewayRuns() throws IOException {
        examination.lockDataDir();

        List<Finding> findings = examination.examine(false, true);

        assertThat(found(findings, "access token").level()).isEqualTo(Level.SKIPPED);
        assertThat(found(findings, "access token").advice()).contains("--refresh");
        assertThat(examination.server.requests(TOKEN)).isEmpty();
        assertThat(found(examination.examine(true, true), "test event").level()).isEqualTo(Level.OK);
    }

    @Test
    void sendsNoTestEventThatWouldStandOnSomebodysTimeline() {
        examination.sites.set("utkast.sites.shop.events.page_view.email", "{props.customer}");

        Finding finding = found(examination.examine(false, true), "test event");

        assertThat(finding.level()).isEqualTo(Level.SKIPPED);
        assertThat(examination.server.requests(EVENTS)).isEmpty();
    }
}
