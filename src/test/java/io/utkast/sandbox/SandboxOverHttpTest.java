package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.batch;
import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static io.utkast.sandbox.SandboxServer.pageView;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxOverHttpTest {
    private static final String EVENTS = "/integrators/timeline/v3/events";
    private static final String BATCH = EVENTS + "/batch/create";

    private final FakeClock clock = new FakeClock();
    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), clock);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void echoesTheStoredEventWithHubspotsHeaders() {
        HttpResponse<String> response = sandbox.authorized().post(EVENTS, """
                {"eventTemplateId":"1001","id":"gw:1","tokens":{"page_title":"Pricing","scroll":80},
                 "utk":"%s","domain":"www.example.com","timestamp":"2026-11-23T09:14:00Z",
                 "extraData":{"referrer":"https://www.example.org/"}}""".formatted(UTK));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response)).isEqualTo(parse("""
                {"id":"gw:1","eventTemplateId":"1001","objectType":"contacts","utk":"%s","domain":"www.example.com",
                 "timestamp":"2026-11-23T09:14:00.000Z","tokens":{"page_title":"Pricing","scroll":"80"},
                 "extraData":{"referrer":"https://www.example.org/"},"createdAt":"2026-11-23T09:15:00.123Z"}""".formatted(UTK)));
        assertThat(header(response, "content-type")).isEqualTo("application/json;charset=utf-8");
        assertThat(header(response, "X-HubSpot-RateLimit-Max")).isEqualTo("110");
        assertThat(header(response, "X-HubSpot-RateLimit-Remaining")).isEqualTo("109");
        assertThat(header(response, "X-HubSpot-RateLimit-Interval-Milliseconds"))
                .isEqualTo("10000");
        assertThat(header(response, "x-hubspot-correlation-id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void servesTheOlderPathAndReadsBack() {
        sandbox.authorized().post("/crm/v3/timeline/events", pageView("gw:4242:a", UTK));

        assertThat(sandbox.get(EVENTS + "/1001/gw:4242:a").statusCode()).isEqualTo(200);
        assertThat(json(sandbox.get(EVENTS + "/1001/gw:4242:a")).path("id").asText())
                .isEqualTo("gw:4242:a");
        assertThat(sandbox.get(EVENTS + "/1001/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void answersABatchWithMicroseconds() {
        HttpResponse<String> response = sandbox.authorized().post(BATCH, batch(pageView("a", UTK), pageView("b", UTK)));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(json(response).path("status").asText()).isEqualTo("COMPLETE");
        assertThat(json(response).path("results")).hasSize(2);
        assertThat(json(response).path("startedAt").asText()).isEqualTo("2026-11-23T09:15:00.123456Z");
        assertThat(json(response).has("numErrors")).isFalse();
    }

    @Test
    void answersABatchInPartWithErrorsThatHaveNoIndex() {
        String bad = pageView("b", UTK).replace("page_title", "colour");

        HttpResponse<String> response = sandbox.authorized().post(BATCH, batch(pageView("a", UTK), bad));

        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(json(response).path("results").findValuesAsText("id")).containsExactly("a");
        assertThat(json(response).path("numErrors").asInt()).isEqualTo(1);
        assertThat(json(response).path("errors").get(0)).isEqualTo(parse("""
                {"status":"error","category":"VALIDATION_ERROR","message":"Event b failed with validation error(s)",
                 "context":{"id":["b"]},"links":{},
                 "errors":[{"message":"Token 'colour' does not exist on event template 1001"}]}"""));
    }

    @Test
    void refusesEmptyAndTooLargeBatches() {
        sandbox.authorized();
        String tooMany = batch(
                IntStream.range(0, 101).mapToObj(i -> pageView("e" + i, UTK)).toArray(String[]::new));

        HttpResponse<String> empty = sandbox.post(BATCH, "{\"inputs\":[]}");

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(json(empty).path("message").asText())
                .isEqualTo("Batch input provided should have at least one object.");
        assertThat(sandbox.post(BATCH, tooMany).statusCode()).isEqualTo(400);
        assertThat(sandbox.get("/sandbox/control/events").body()).isEmpty();
    }

    @Test
    void refusesMissingFieldsInTheWordsOfTheRealOne() {
        HttpResponse<String> response = sandbox.authorized().post(EVENTS, "{\"tokens\":{}}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("message").asText())
                .isEqualTo("Invalid input JSON on line 1, column 13: Cannot build TimelineEvent,"
                        + " some of required attributes are not set [eventTemplateId]");
        assertThat(json(response).has("category")).isFalse();
    }

    @Test
    void refusesUnknownTemplateAndNoJson() {
        sandbox.authorized();

        assertThat(sandbox.post(EVENTS, pageView("a", UTK).replace("1001", "9")).statusCode())
                .isEqualTo(404);
        assertThat(sandbox.post(EVENTS, "{").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesMissingUnknownExpiredAndPrivateTokens() {
        assertThat(json(sandbox.post(EVENTS, pageView("a", UTK)))
                        .path("category")
                        .asText())
                .isEqualTo("INVALID_AUTHENTICATION");
        assertThat(sandbox.withToken("nobody").post(EVENTS, pageView("a", UTK)).statusCode())
                .isEqualTo(401);
        assertThat(sandbox.withToken("pat-eu1-1")
                        .post(EVENTS, pageView("a", UTK))
                        .statusCode())
                .isEqualTo(403);

        sandbox.withToken("").authorized();
        clock.advance(Duration.ofSeconds(1803));
        HttpResponse<String> expired = sandbox.post(EVENTS, pageView("a", UTK));

        assertThat(expired.statusCode()).isEqualTo(401);
        assertThat(json(expired).path("category").asText()).isEqualTo("EXPIRED_AUTHENTICATION");
        assertThat(json(expired).path("message").asText())
                .isEqualTo("The OAuth token used to make this call expired 3 second(s) ago.");
        assertThat(json(expired).path("context").path("expire time").get(0).asText())
                .isEqualTo("2026-11-23T09:45:00.123Z");
    }

    @Test
    void answersTheHundredAndEleventhRequestOfTheWindowWith429() {
        sandbox.authorized();
        for (int i = 0; i < 110; i++) {
            assertThat(sandbox.get(EVENTS + "/1001/x").statusCode()).isEqualTo(404);
        }

        HttpResponse<String> refused = sandbox.get(EVENTS + "/1001/x");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "X-HubSpot-RateLimit-Remaining")).isEqualTo("0");
        assertThat(json(refused).path("policyName").asText()).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(json(refused).path("errorType").asText()).isEqualTo("RATE_LIMIT");
        assertThat(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(10));
        assertThat(sandbox.get(EVENTS + "/1001/x").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesOtherVerbsAsHtmlAndOtherPathsAsJson() {
        HttpResponse<String> verb = sandbox.send(sandbox.request(EVENTS).PUT(BodyPublishers.ofString("{}")));
        HttpResponse<String> path = sandbox.get("/integrators/timeline/v3/nowhere");

        assertThat(verb.statusCode()).isEqualTo(405);
        assertThat(header(verb, "content-type")).startsWith("text/html");
        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(json(path).path("message").asText()).isEqualTo("resource not found");
    }

    @Test
    void takesAppEventsWholeOrNotAtAll() {
        String path = "/integrators/timeline/2026-09/events";
        String first =
                pageView("a", UTK).replace("eventTemplateId", "eventTypeName").replace("tokens", "properties");
        String second = first.replace("\"a\"", "\"b\"");

        assertThat(sandbox.authorized().post(path, first).statusCode()).isEqualTo(201);
        assertThat(sandbox.post(path, first).statusCode()).isEqualTo(409);
        assertThat(sandbox.post(path + "/batch", batch(first, second)).statusCode())
                .isEqualTo(409);
        assertThat(sandbox.get("/sandbox/control/events").body()).isEqualTo("a\t3\t1\t2\n");
        assertThat(sandbox.post(path + "/batch", batch(second)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesJsonAtTheTokenEndpoint() {
        assertThat(sandbox.post("/oauth/v3/token", "{\"grant_type\":\"refresh_token\"}")
                        .statusCode())
                .isEqualTo(415);
    }

    private static JsonNode parse(String text) {
        try {
            return JsonText.read(text.getBytes(UTF_8));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
