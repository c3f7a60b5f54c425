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
        sandbox.post("/sandbox/api/fault", "{\"on\":\"events\",\"status\":503,\"body\":\"html\"}");
        sandbox.post(
                "/sandbox/api/fault",
                "{\"on\":\"events\",\"status\":477,\"headers\":{\"Retry-After\":\"5\"},\"when\":\"after\"}");
        sandbox.post("/sandbox/api/fault", "{\"on\":\"events\",\"reset\":true,\"when\":\"after\"}");

        HttpResponse<String> before = sandbox.post(EVENTS, pageView("before", UTK));
        HttpResponse<String> after = sandbox.post(EVENTS, pageView("after", UTK));

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).startsWith("<html>");
        assertThat(after.statusCode()).isEqualTo(477);
        assertThat(header(after, "Retry-After")).isEqualTo("5");
        assertThatThrownBy(() -> sandbox.post(EVENTS, pageView("lost", UTK))).isInstanceOf(UncheckedIOException.class);
        assertThat(sandbox.post(EVENTS, pageView("lost", UTK)).statusCode()).isEqualTo(201);
        assertThat(sandbox.get("/sandbox/api/events").body()).isEqualTo("after\t1\nlost\t2\n");
    }

    @Test
    void linksAVisitorAndShowsTheEventsOfTheContact() {
        sandbox.authorized().post(EVENTS, pageView("a", UTK));

        JsonNode before = json(sandbox.get("/sandbox/api/state"));
        HttpResponse<String> linked = sandbox.post(
                "/sandbox/api/link", "{\"utk\":\"" + UTK + "\",\"email\":\"ada@example.com\",\"firstName\":\"Ada\"}");
        JsonNode after = json(sandbox.get("/sandbox/api/state"));

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
        var request = sandbox.request("/sandbox/api/reset").header("sec-fetch-site", "cross-site");

        assertThat(sandbox.send(request.POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(403);
    }

    @Test
    void startsAgainAfterAReset() {
        sandbox.authorized().post(EVENTS, pageView("a", UTK));

        assertThat(sandbox.post("/sandbox/api/reset", "{}").statusCode()).isEqualTo(204);

        assertThat(sandbox.get("/sandbox/api/events").body()).isEmpty();
        assertThat(sandbox.post(EVENTS, pageView("a", UTK)).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsWatchersThatSomethingChanged() throws Exception {
        var watching = HttpClient.newHttpClient()
                .sendAsync(sandbox.request("/sandbox/api/stream").build(), BodyHandlers.ofInputStream())
                .get(5, TimeUnit.SECONDS);

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
        sandbox.authorized().post("/sandbox/api/expire-tokens", "{}");

        HttpResponse<String> expired = sandbox.post(EVENTS, pageView("a", UTK));

        assertThat(json(expired).path("category").asText()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(sandbox.authorized().post(EVENTS, pageView("a", UTK)).statusCode())
                .isEqualTo(201);
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
