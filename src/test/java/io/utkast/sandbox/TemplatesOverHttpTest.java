package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.SandboxServer.json;
import static io.utkast.sandbox.SandboxServer.pageView;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesOverHttpTest {
    private static final String ALL = "/integrators/timeline/v3/77001/event-templates";
    private static final String KEY = "?hapikey=demo-developer-key";
    private static final String TEMPLATE = """
            {"name":"Plan chosen","objectType":"contacts","headerTemplate":"Chose {{plan}}","tokens":[
             {"name":"plan","label":"Plan","type":"enumeration","options":[{"label":"Solo","value":"solo"}]}]}""";

    private final FakeClock clock = new FakeClock();
    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), clock);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, "/crm/v3/timeline/77001/event-templates"})
    void makesShowsChangesAndDeletesATemplate(String all) {
        HttpResponse<String> created = sandbox.post(all + KEY, TEMPLATE);
        String one = all + "/" + json(created).path("id").asText();

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).path("createdAt").asText()).isEqualTo("2026-11-23T09:15:00.123Z");
        assertThat(json(sandbox.get(all + KEY)).path("results")).hasSize(4);
        assertThat(json(sandbox.get(one + KEY))).isEqualTo(json(created));

        HttpResponse<String> changed = sandbox.put(one + KEY, "{\"id\":\"x\",\"name\":\"Plan\",\"tokens\":[]}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).path("name").asText()).isEqualTo("Plan");
        assertThat(json(changed).path("headerTemplate").asText()).isEqualTo("Chose {{plan}}");
        assertThat(json(changed).path("tokens"))
                .as("a shorter list deletes none")
                .hasSize(1);

        assertThat(sandbox.delete(one + KEY).statusCode()).isEqualTo(204);
        assertThat(sandbox.get(one + KEY).statusCode()).isEqualTo(404);
        assertThat(sandbox.delete(one + KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void addsChangesAndRemovesTokens() {
        String tokens = ALL + "/1001/tokens";
        String colour = "{\"name\":\"colour\",\"label\":\"Colour\",\"type\":\"string\"}";

        HttpResponse<String> added = sandbox.post(tokens + KEY, colour);
        HttpResponse<String> again = sandbox.post(tokens + KEY, colour);
        HttpResponse<String> changed = sandbox.put(tokens + "/colour" + KEY, "{\"label\":\"Hue\",\"options\":[]}");

        assertThat(added.statusCode()).as("200, not 201").isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(changed).path("label").asText()).isEqualTo("Hue");
        assertThat(json(changed).path("type").asText()).isEqualTo("string");
        assertThat(sandbox.authorized()
                        .post(
                                "/integrators/timeline/v3/events",
                                pageView("a", UTK).replace("page_title", "colour"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(sandbox.delete(tokens + "/colour" + KEY).statusCode()).isEqualTo(204);
        assertThat(sandbox.delete(tokens + "/colour" + KEY).statusCode()).isEqualTo(404);
        assertThat(sandbox.put(tokens + "/colour" + KEY, "{\"label\":\"Hue\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void rendersOldEventsByTheChangedTemplate() {
        sandbox.authorized().post("/integrators/timeline/v3/events", pageView("a", UTK));
        assertThat(header()).isEqualTo("Viewed <strong>Pricing</strong>");

        sandbox.put(ALL + "/1001" + KEY, "{\"name\":\"Page view\",\"headerTemplate\":\"Saw {{page_title}}\"}");

        assertThat(header()).isEqualTo("Saw Pricing");
    }

    @Test
    void takesTheEventsOfADeletedTemplateAlong() {
        sandbox.authorized().post("/integrators/timeline/v3/events", pageView("a", UTK));

        sandbox.delete(ALL + "/1001" + KEY);

        assertThat(sandbox.get("/sandbox/control/events").body()).isEmpty();
        assertThat(json(sandbox.get("/sandbox/control/state")).path("orphans")).isEmpty();
        sandbox.control("reset", "");
        assertThat(json(sandbox.get(ALL + KEY)).path("results")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"objectType":"contacts"}                                          | [name]
                    {"name":"N","objectType":"people"}                                 | objectType must be one of
                    {"name":"N","tokens":[{"name":"log","label":"L","type":"string"}]} | Token name 'log' is invalid
                    {"name":"N","tokens":[{"name":"a b","label":"L","type":"string"}]} | Token name 'a b' is invalid
                    {"name":"N","tokens":[{"name":"a","label":"L","type":"text"}]}     | type must be one of
                    {"name":"N","tokens":[{"name":"a","type":"string"}]}               | [label]
                    {"name":"N","headerTemplate":"{{#if}"}                             | not a Handlebars template
                    {"name":                                                           | Invalid input JSON
                    """)
    void refusesWhatIsNoTemplate(String body, String message) {
        HttpResponse<String> response = sandbox.post(ALL + KEY, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("message").asText()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "hapikey, key, 200", "hapikey, wrong key, 401", "hapikey, none, 401", "hapikey, installed app, 403",
        "hapikey, developer, 403", "oauth, key, 401", "oauth, developer, 200", "oauth, installed app, 403",
        "either, key, 200", "either, developer, 200", "either, other app, 404"
    })
    void letsInWhomTheKnobNames(String knob, String who, int status) {
        sandbox.turn("{'rules.template-auth':'" + knob + "'}");
        HttpResponse<String> response = switch (who) {
            case "key" -> sandbox.get(ALL + KEY);
            case "wrong key" -> sandbox.get(ALL + "?hapikey=x");
            case "installed app" -> sandbox.authorized().get(ALL);
            case "developer" -> sandbox.withToken(developerToken()).get(ALL);
            case "other app" -> sandbox.get(ALL.replace("77001", "77002") + KEY);
            default -> sandbox.get(ALL);
        };

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void namesTheKeyToWhoeverComesWithAToken() {
        JsonNode refused = json(sandbox.authorized().get(ALL));

        assertThat(refused.path("message").asText()).contains("hapikey");
    }

    @Test
    void findsTheFullNamesOfEventTypes() {
        String path = "/integrators/timeline/2026-09/types/projects";
        String symbol = "{\"developerSymbol\":\"%s\",\"projectName\":\"shop\"}";
        sandbox.withToken(developerToken());

        assertThat(json(sandbox.post(path, symbol.formatted("page_view")))
                        .path("fullyQualifiedName")
                        .asText())
                .isEqualTo("ae77001_integrators-timeline-event-type-id-1001");
        assertThat(sandbox.post(path, symbol.formatted("none")).statusCode()).isEqualTo(404);
        assertThat(sandbox.post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(sandbox.authorized()
                        .post(path, symbol.formatted("page_view"))
                        .statusCode())
                .isEqualTo(403);
    }

    private String developerToken() {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.put("grant_type", "client_credentials");
        return json(sandbox.form("/oauth/v3/token", form)).path("access_token").asText();
    }

    private String header() {
        return json(sandbox.get("/sandbox/control/state"))
                .at("/orphans/0/events/0/header")
                .asText();
    }
}
