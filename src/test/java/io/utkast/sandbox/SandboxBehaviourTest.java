package io.utkast.sandbox;

import static io.utkast.sandbox.ContractCases.APP_EVENT;
import static io.utkast.sandbox.ContractCases.BY_EMAIL;
import static io.utkast.sandbox.ContractCases.DATED;
import static io.utkast.sandbox.ContractCases.EVENTS;
import static io.utkast.sandbox.ContractCases.KEY;
import static io.utkast.sandbox.ContractCases.TEMPLATES;
import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rows of the contract mean beyond a status: bodies, headers, and what is seen later. */
class SandboxBehaviourTest {
    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), new FakeClock());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void putsTheCorrelationIdIntoBodyAndBothHeaders() {
        HttpResponse<String> response = sandbox.get("/integrators/timeline/v3/nowhere");

        String id = json(response).path("correlationId").asText();
        assertThat(id).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(header(response, "x-hubspot-correlation-id")).isEqualTo(id);
        assertThat(header(response, "x-request-id")).isEqualTo(id);
    }

    @Test
    void tellsOfAnUndecodableTokenInDaysSince1970() {
        sandbox.turn("{'rules.unknown-bearer':'undecodable'}");

        HttpResponse<String> response = sandbox.withToken("nobody").post(EVENTS, BY_EMAIL);

        assertThat(json(response).path("message").asText())
                .isEqualTo("The OAuth token used to make this call expired 20780 day(s) ago.");
    }

    @Test
    void wordsAMissingFieldInTheNewerWay() {
        sandbox.authorized().turn("{'rules.missing-field':'not-set'}");

        assertThat(json(sandbox.post(EVENTS, "{\"tokens\":{}}")).path("message").asText())
                .isEqualTo(
                        "Invalid input JSON on line 1, column 13. Some required fields were not set: [eventTemplateId]");
    }

    @Test
    void showsAppEventsLaterThanItAnswers() {
        sandbox.authorized().turn("{'visible-after':'5s'}").post(DATED, APP_EVENT);

        assertThat(shown()).isZero();
        assertThat(sandbox.post(DATED, APP_EVENT).statusCode()).isEqualTo(409);
        sandbox.control("clock", "{'advance':'5s'}");
        assertThat(shown()).isEqualTo(1);
    }

    @Test
    void namesTheAddressOfAnAppEventAndReadsItThere() {
        String location = header(sandbox.authorized().post(DATED, APP_EVENT), "Location");

        assertThat(location).isEqualTo("events/1001/a");
        assertThat(json(sandbox.get("/integrators/timeline/2026-09/" + location))
                        .path("eventTypeName")
                        .asText())
                .isEqualTo("1001");
    }

    @Test
    void writesThePropertyThatATokenNames() {
        String token = "{\"name\":\"%1$s\",\"label\":\"L\",\"type\":\"string\",\"objectPropertyName\":\"%1$s\"}";
        sandbox.authorized().post(TEMPLATES + "/1001/tokens" + KEY, token.formatted("city"));
        sandbox.post(TEMPLATES + "/1001/tokens" + KEY, token.formatted("mood"));
        String event = BY_EMAIL.replace("\"page_title\"", "\"city\":\"Oslo\",\"mood\":\"fine\",\"page_title\"");

        sandbox.post(EVENTS, event);
        assertThat(properties()).isEqualTo("{\"city\":\"Oslo\"}");

        sandbox.turn("{'rules.missing-property':'add'}").post(EVENTS, event);
        assertThat(properties()).isEqualTo("{\"city\":\"Oslo\",\"mood\":\"fine\"}");
    }

    @Test
    void leavesOutTheLimitsHeadersOrSaysRetryAfter() {
        sandbox.authorized().turn("{'rate-headers':false,'retry-after':true,'requests':1}");

        assertThat(header(sandbox.post(EVENTS, BY_EMAIL), "X-HubSpot-RateLimit-Max"))
                .isEmpty();
        HttpResponse<String> refused = sandbox.post(EVENTS, BY_EMAIL);
        assertThat(header(refused, "Retry-After")).isEqualTo("10");
        assertThat(json(refused).path("groupName").asText())
                .isEqualTo("publicapi:oauth-api-calls-ten-secondly:77001:4242");
    }

    @Test
    void takesTwoHundredAccountsOfTheSameApp() {
        assertThat(json(sandbox.control("accounts", "{'count':200}")).path("accounts"))
                .hasSize(200);

        List<Integer> statuses = IntStream.of(10001, 10200)
                .mapToObj(hub -> sandbox.authorizedFor("refresh-" + hub).post(EVENTS, BY_EMAIL))
                .map(HttpResponse::statusCode)
                .toList();

        assertThat(statuses).containsOnly(201);
        assertThat(json(sandbox.get("/sandbox/control/witness?hub=10200"))
                        .path("accounts")
                        .path(0)
                        .path("taken")
                        .asInt())
                .isEqualTo(1);
    }

    private int shown() {
        return json(sandbox.get("/sandbox/control/state"))
                .path("contacts")
                .path(0)
                .path("total")
                .asInt();
    }

    private String properties() {
        return json(sandbox.get("/sandbox/control/state"))
                .path("contacts")
                .path(0)
                .path("properties")
                .toString();
    }
}
