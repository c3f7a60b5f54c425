package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static io.utkast.sandbox.SandboxServer.pageView;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlOverHttpTest {
    private static final String EVENTS = "/integrators/timeline/v3/events";

    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), new FakeClock());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void injectsFaultsBeforeAndAfterTheEventIsStored() {
        sandbox.authorized();
        sandbox.post("/sandbox/control/faults", "{\"on\":\"events\",\"status\":503,\"body\":\"html\"}");
        sandbox.post(
                "/sandbox/control/faults",
                "{\"on\":\"events\",\"status\":477,\"headers\":{\"Retry-After\":\"5\"},\"when\":\"after\"}");
        sandbox.post("/sandbox/control/faults", "{\"on\":\"events\",\"reset\":true,\"when\":\"after\"}");

        HttpResponse<String> before = sandbox.post(EVENTS, pageView("before", UTK));
        HttpResponse<String> after = sandbox.post(EVENTS, pageView("after", UTK));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).startsWith("<html>");
        assertThat(after.statusCode()).isEqualTo(477);
        assertThat(header(after, "Retry-After")).isEqualTo("5");
        assertThatThrownBy(() -> sandbox.post(EVENTS, pageView("lost", UTK))).isInstanceOf(UncheckedIOException.class);
        assertThat(sandbox.post(EVENTS, pageView("lost", UTK)).statusCode()).isEqualTo(201);
        assertThat(sandbox.get("/sandbox/control/events").body()).isEqualTo("after\t1\t1\t0\nlost\t2\t2\t0\n");
    }

    @Test
    void linksAVisitorAndShowsTheEventsOfTheContact() {
        sandbox.authorized().post(EVENTS, pageView("a", UTK));

        JsonNode before = json(sandbox.get("/sandbox/control/state"));
        HttpResponse<String> linked = sandbox.post(
                "/sandbox/control/link",
                "{\"utk\":\"" + UTK + "\",\"email\":\"ada@example.com\",\"firstName\":\"Ada\"}");
        JsonNode after = json(sandbox.get("/sandbox/control/state"));

        assertThat(before.path("orphans")).hasSize(1);
        assertThat(json(linked).path("attached").asInt()).isEqualTo(1);
        assertThat(after.path("orphans")).isEmpty();
        JsonNode contact = after.path("contacts").get(0);
        assertThat(contact.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(contact.path("events").get(0).path("header").asText()).isEqualTo("Viewed <strong>Pricing</strong>");
        assertThat(json(sandbox.get(EVENTS + "/1001/a")).path("objectId").asText())
                .isEqualTo(contact.path("id").asText());
    }

    @Test
    void keepsOtherSitesPagesOutOfTheControls() {
        var request = sandbox.request("/sandbox/control/reset").header("sec-fetch-site", "cross-site");

        assertThat(sandbox.send(request.POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(403);
    }

    @Test
    void startsAgainAfterAReset() {
        sandbox.authorized().post(EVENTS, pageView("a", UTK));

        assertThat(sandbox.post("/sandbox/control/reset", "{}").statusCode()).isEqualTo(204);

        assertThat(sandbox.get("/sandbox/control/events").body()).isEmpty();
        assertThat(sandbox.post(EVENTS, pageView("a", UTK)).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWatchersThatSomethingChanged() throws Exception {
        var watching = HttpClient.newHttpClient()
                .sendAsync(sandbox.request("/sandbox/control/stream").build(), BodyHandlers.ofInputStream())
                .get(20, TimeUnit.SECONDS);

        try (var lines = new BufferedReader(new InputStreamReader(watching.body(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: change");
            assertThat(lines.readLine()).isEqualTo("data: 0");
            assertThat(lines.readLine()).isEmpty();
            sandbox.get("/integrators/timeline/v3/nowhere");
            assertThat(lines.readLine()).isEqualTo("event: change");
            assertThat(lines.readLine()).isEqualTo("data: 1");
        }
        assertThat(header(watching, "content-type")).startsWith("text/event-stream");
    }

    @Test
    void expiresTokensWhenAsked() {
        sandbox.authorized().post("/sandbox/control/expire-tokens", "{}");

        HttpResponse<String> expired = sandbox.post(EVENTS, pageView("a", UTK));

        assertThat(json(expired).path("category").asText()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(sandbox.authorized().post(EVENTS, pageView("a", UTK)).statusCode())
                .isEqualTo(201);
    }

    @Test
    void movesTheClockAndWithItTokensWindowsAndTimestamps() {
        sandbox.authorized().turn("{'requests':1}");
        sandbox.post(EVENTS, pageView("a", UTK));
        assertThat(sandbox.post(EVENTS, pageView("b", UTK)).statusCode()).isEqualTo(429);

        JsonNode moved = json(sandbox.control("clock", "{'advance':'10s'}"));
        assertThat(moved.path("offsetMillis").asLong()).isEqualTo(10_000);
        assertThat(json(sandbox.post(EVENTS, pageView("b", UTK)))
                        .path("createdAt")
                        .asText())
                .isEqualTo("2026-11-23T09:15:10.123Z");

        sandbox.control("clock", "{'advance':'30m'}");
        assertThat(json(sandbox.post(EVENTS, pageView("c", UTK)))
                        .path("category")
                        .asText())
                .isEqualTo("EXPIRED_AUTHENTICATION");

        sandbox.control("clock", "{'set':'2026-01-01T00:00:00Z'}");
        assertThat(sandbox.authorized().post(EVENTS, pageView("d", UTK)).statusCode())
                .as("a jump back forgets the window")
                .isEqualTo(201);
        assertThat(json(sandbox.control("clock", "{'reset':true}"))
                        .path("offsetMillis")
                        .asLong())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    clock                | {'set':'noon'}                         | set          | an instant
                    clock                | {'advance':'soon'}                     | advance      | a duration
                    clock                | {'advance':'99999999d'}                | advance      | at most 100 years
                    clock                | {}                                     | set          | advance, or reset
                    settings             | {'requests':0}                         | requests     | a number from 1
                    settings             | {'rules.nothing':1}                    | rules.nothing | one of rules.crm-alias
                    settings             | {'visible-after':'-1s'}                | visible-after | a duration
                    accounts             | {'count':5000}                         | count        | a number from 1 to 999
                    accounts             | {'firstHubId':4242}                    | firstHubId   | all are free
                    link                 | {'utk':'x','email':'ada@example.com'}  | utk          | 32 hexadecimal
                    link                 | {'utk':'0123456789abcdef0123456789abcdef','email':'ada'} | email | an e-mail
                    cookie               | {'utk':'x'}                            | utk          | 32 hexadecimal
                    expire-tokens        | {'all':true}                           | all          | one of refresh
                    expire-tokens?hub=99 | {}                                     | hub          | the hub id
                    faults?hub=x         | {'name':'503'}                         | hub          | the hub id
                    """)
    void namesTheFieldThatIsWrongAndWhatWouldBeRight(String path, String body, String field, String expected) {
        HttpResponse<String> response = sandbox.control(path, body);

        assertThat(response.statusCode()).isBetween(400, 404);
        assertThat(json(response).path("field").asText()).isEqualTo(field);
        assertThat(json(response).path("expected").asText()).contains(expected);
    }

    @Test
    void turnsAllSettingsOrNone() {
        sandbox.control("settings", "{'rules.new-app':true,'requests':0}");

        assertThat(sandbox.get("/sandbox/control/settings").body()).doesNotContain("\"changed\":true");

        sandbox.turn("{'rules.new-app':true}");
        assertThat(sandbox.get("/sandbox/control/settings").body())
                .contains("\"name\":\"rules.new-app\",\"value\":\"true\",\"changed\":true");
        sandbox.control("reset", "");
        assertThat(sandbox.get("/sandbox/control/settings").body()).doesNotContain("\"changed\":true");
    }

    @Test
    void countsWhatAWitnessAsksFor() {
        sandbox.authorized().turn("{'requests':2}");
        sandbox.post(EVENTS, pageView("a", UTK));
        sandbox.post(EVENTS, pageView("b", UTK).replace("page_title", "colour"));
        sandbox.post(EVENTS, pageView("a", UTK));

        JsonNode witness = json(sandbox.get("/sandbox/control/witness")).at("/accounts/0");

        assertThat(sandbox.get("/sandbox/control/events?all=true").body())
                .as("the latest arrival comes last")
                .isEqualTo("b\t1\t0\t1\na\t2\t1\t0\n");
        assertThat(witness.path("requests").asInt()).isEqualTo(3);
        assertThat(witness.path("mostInWindow").asInt()).isEqualTo(3);
        assertThat(witness.path("rateLimited").asInt()).isEqualTo(1);
        assertThat(json(sandbox.get("/sandbox/control/events/b"))
                        .path("refused")
                        .asInt())
                .isEqualTo(1);
        assertThat(sandbox.get("/sandbox/control/events/c").statusCode()).isEqualTo(404);
        assertThat(sandbox.get("/sandbox/control/witness?hub=9").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsTheLatestRefusalsWithTheirReason() {
        sandbox.authorized().post(EVENTS, pageView("b", UTK).replace("page_title", "colour"));

        JsonNode refusal = json(sandbox.get("/sandbox/control/state")).at("/refusals/0");

        assertThat(refusal.path("id").asText()).isEqualTo("b");
        assertThat(refusal.path("contract").asText()).isEqualTo("S6 documented");
        assertThat(refusal.path("problems").path(0).asText())
                .isEqualTo("Token 'colour' does not exist on event template 1001");
    }

    @Test
    void issuesTheCookiesOfAnAnswerToTheBanner() {
        HttpResponse<String> agreed = sandbox.control("cookie", "{'utk':'" + UTK + "'}");
        HttpResponse<String> declined = sandbox.control("cookie", "{'consent':false}");

        assertThat(json(agreed).at("/cookies/hubspotutk").asText()).isEqualTo(UTK);
        assertThat(json(agreed).at("/cookies/__hstc").asText()).contains("." + UTK + ".");
        assertThat(agreed.headers().allValues("set-cookie"))
                .contains("hubspotutk=" + UTK + "; Path=/; Max-Age=15552000; SameSite=Lax");
        assertThat(declined.headers().allValues("set-cookie")).contains("hubspotutk=; Path=/; Max-Age=0; SameSite=Lax");
        assertThat(json(declined).path("cookies").has("hubspotutk")).isFalse();
        assertThat(json(declined).at("/cookies/__hs_opt_out").asText()).isEqualTo("yes");
        assertThat(json(sandbox.control("cookie", "{}"))
                        .at("/cookies/hubspotutk")
                        .asText())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void servesWhatThePageLooksAtUnderItsOlderPathToo() {
        assertThat(sandbox.get("/sandbox/api/state").statusCode()).isEqualTo(200);
        assertThat(sandbox.post("/sandbox/api/reset", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void servesItsPageUnderAStrictPolicy() {
        HttpResponse<String> page = sandbox.get("/sandbox");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "content-security-policy")).contains("default-src 'none'", "script-src 'self';");
        assertThat(header(page, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.body()).doesNotContain("<script>", "style=", "onclick");
    }
}
