package io.utkast.cli.doctor;

import static io.utkast.cli.doctor.Examination.ACTIVE;
import static io.utkast.cli.doctor.Examination.EVENTS;
import static io.utkast.cli.doctor.Examination.INTROSPECT;
import static io.utkast.cli.doctor.Examination.PROBE;
import static io.utkast.cli.doctor.Examination.TOKEN;
import static io.utkast.cli.doctor.Examination.found;
import static io.utkast.cli.doctor.Examination.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.cli.doctor.Finding.Level;
import io.utkast.hubspot.vault.VaultException;
import io.utkast.support.ScriptedServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doctor says of a portal that plays along, or does not; it asks for no access token here. */
class DoctorTest {
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
    void findsAHealthyPortalHealthyWithoutRefreshing() {
        List<Finding> findings = examination.examine(false, false);

        assertThat(findings).extracting(Finding::level).doesNotContain(Level.FAILURE);
        assertThat(found(findings, "reachable").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "clock").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "refresh token").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "hub id").what()).isEqualTo("4242");
        assertThat(found(findings, "scopes").what()).isEqualTo("oauth, timeline");
        assertThat(found(findings, "access token").level()).isEqualTo(Level.SKIPPED);
        assertThat(examination.server.requests(TOKEN)).isEmpty();
        assertThat(examination.server.requests(EVENTS)).isEmpty();
    }

    @Test
    void asksAboutTheTokenUnderBothNamesThatHubSpotGivesIt() {
        examination.examine(false, false);

        assertThat(examination.server.requests(INTROSPECT).getFirst().body().split("&"))
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
        examination.server.on(INTROSPECT, Reply.json(status, body));

        Finding finding = found(examination.examine(false, false), "refresh token");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).contains(advice);
    }

    @Test
    void saysWhenTheTokenIsAnotherPortals() {
        examination.server.on(INTROSPECT, Reply.json(200, ACTIVE.replace("4242", "7")));

        List<Finding> findings = examination.examine(true, true);

        Finding finding = found(findings, "hub id");
        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("portal 7", "4242");
        assertThat(examination.server.requests(EVENTS))
                .as("no event may go to another portal")
                .isEmpty();
        assertThat(finding.advice()).contains("utkast.portals.acme.hub-id");
    }

    @Test
    void saysWhichScopeIsMissing() {
        examination.server.on(INTROSPECT, Reply.json(200, ACTIVE.replace("timeline", "contacts")));

        Finding finding = found(examination.examine(false, false), "scopes");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.advice()).contains("add the scope timeline");
    }

    @Test
    void readsWhatV1TellsOfAToken() {
        examination.sites.set("utkast.portals.acme.oauth-version", "v1");
        examination.server.on(
                "/oauth/v1/refresh-tokens/refresh", Reply.json(200, "{\"hub_id\":4242,\"scopes\":[\"timeline\"]}"));

        List<Finding> findings = examination.examine(false, false);

        assertThat(found(findings, "refresh token").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "hub id").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({"503, FAILURE, status.hubspot.com", "302, WARNING, utkast.portals.acme.api-url"})
    void doubtsWhatDoesNotAnswerLikeHubSpot(int status, Level level, String advice) {
        examination.server.on(PROBE, Reply.json(status, ""));

        Finding finding = found(examination.examine(false, false), "reachable");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).contains(advice);
    }

    @Test
    void sparesTheRestWhenNobodyAnswers() {
        examination.server.close();

        List<Finding> findings = examination.examine(true, true);

        assertThat(found(findings, "reachable").level()).isEqualTo(Level.FAILURE);
        assertThat(found(findings, "reachable").what()).contains("refused");
        assertThat(found(findings, "reachable").advice()).contains("firewall");
        assertThat(findings).extracting(Finding::check).doesNotContain("refresh token", "access token");
    }

    @ParameterizedTest
    @CsvSource({"-600, FAILURE, behind", "600, FAILURE, ahead", "20, WARNING, ahead", "1, OK, agrees"})
    void comparesClocks(int seconds, Level level, String word) {
        examination.clock = Clock.offset(examination.clock, Duration.ofSeconds(seconds));

        Finding finding = found(examination.examine(false, false), "clock");

        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.what()).contains(word);
    }

    @Test
    void endsInTime() {
        CountDownLatch never = new CountDownLatch(1);
        examination.server.on(INTROSPECT, exchange -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        List<Finding> slowRequest =
                examination.examine(orders(false, false, Duration.ofSeconds(3), Duration.ofSeconds(20)));
        List<Finding> slowAll =
                examination.examine(orders(false, false, Duration.ofSeconds(20), Duration.ofSeconds(6)));
        never.countDown();

        assertThat(found(slowRequest, "refresh token").what()).contains("no answer within");
        assertThat(found(slowAll, "reachable").level()).as("found before").isEqualTo(Level.OK);
        assertThat(found(slowAll, "examination").level()).isEqualTo(Level.FAILURE);
        assertThat(found(slowAll, "examination").advice()).contains("--timeout");
    }

    @Test
    void looksAtTheChosenPortalsOnly() {
        Doctor.Orders none =
                new Doctor.Orders(portal -> false, true, true, Duration.ofSeconds(5), Duration.ofSeconds(20));

        assertThat(examination.examine(none)).extracting(Finding::subject).containsOnly("", "shop");
        assertThat(examination.server.requests(PROBE)).isEmpty();
    }

    @Test
    void asksAboutTheStoredTokenWhereItOverrulesTheConfiguredOne() throws VaultException {
        examination.storeToken("hush-stored");

        List<Finding> findings = examination.examine(false, false);

        assertThat(examination.server.requests(INTROSPECT).getFirst().body()).contains("token=hush-stored");
        assertThat(found(findings, "refresh token").what()).contains("the one stored in utkast.data-dir serves");
        assertThat(findings.toString()).doesNotContain("hush");
    }

    @Test
    void saysWhenTheKeyOfTheStoredTokensIsMissing() throws VaultException {
        examination.storeToken("hush-stored");
        examination.gateway.remove("utkast.secret-key");

        Finding finding = found(examination.examine(false, false), "stored tokens");

        assertThat(finding.level()).isEqualTo(Level.FAILURE);
        assertThat(finding.what()).contains("utkast.secret-key: is needed");
    }

    @Test
    void saysWhenAPortalIsNotConnected() {
        examination.sites.remove("utkast.portals.acme.refresh-token");
        examination.sites.set("utkast.portals.acme.app-id", "77");

        List<Finding> findings = examination.examine(true, true);

        assertThat(found(findings, "reachable").level()).isEqualTo(Level.OK);
        assertThat(found(findings, "refresh token").level()).isEqualTo(Level.FAILURE);
        assertThat(found(findings, "refresh token").advice()).contains("/admin");
        assertThat(examination.server.requests(INTROSPECT)).isEmpty();
        assertThat(examination.server.requests(TOKEN)).isEmpty();
    }
}
