package io.utkast.admin.templates;

import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.utkast.support.ScriptedServer.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's way to the event templates of the portal {@code bolt}'s app. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class TemplatesOverHttpTest {
    private static final String ALL = "/integrators/timeline/v3/77/event-templates";
    private static final String KEY = "utkast.sites.strict.events.page_view";

    private ScriptedServer hubspot;

    // Not a field's initial value: Quarkus makes each test twice.
    @BeforeEach
    void listen() {
        hubspot = new ScriptedServer(ConfigProvider.getConfig().getValue(AdminProfile.HUBSPOT_PORT, Integer.class));
    }

    @AfterEach
    void stop() {
        hubspot.close();
    }

    @Test
    void planShowsWhatDiffersAndChangesNothing() {
        hubspot.on(ALL, Reply.json(200, "{\"results\":[]}"));

        JsonObject answer = answer("plan");

        assertThat(answer.getBoolean("applied")).isFalse();
        JsonObject bolt = app(answer, "bolt");
        assertThat(bolt.getString("app")).isEqualTo("77");
        assertThat(bolt.containsKey("error")).isFalse();
        JsonObject template = bolt.getJsonArray("templates").getJsonObject(0);
        assertThat(template.getJsonArray("usedBy")).contains(KEY);
        JsonObject first = template.getJsonArray("differences").getJsonObject(0);
        assertThat(first.getString("mark")).isEqualTo("+");
        assertThat(first.getString("text"))
                .isEqualTo("template \"Page view\" (not there; HubSpot chooses the id of a new one)");
        assertThat(bolt.getJsonArray("done")).isEmpty();
        assertThat(hubspot.requests(ALL)).extracting(Request::method).containsOnly("GET");
    }

    @Test
    void applyCreatesWhatIsMissingAndTellsWhereTheIdGoes() {
        hubspot.on(ALL, TemplatesOverHttpTest::createsWhatIsMissing);

        JsonObject answer = answer("apply");

        assertThat(answer.getBoolean("applied")).isTrue();
        JsonObject done = app(answer, "bolt").getJsonArray("done").getJsonObject(0);
        assertThat(done.getBoolean("ok")).isTrue();
        assertThat(done.getString("text"))
                .startsWith("created template \"Page view\" with id 2040001: put \"2040001\" into")
                .contains(KEY + ".template");
    }

    @Test
    void saysWhatHubSpotRefusesAndWhatTheConfigurationLacks() {
        hubspot.on(ALL, Reply.json(401, "{\"message\":\"wrong hapikey\"}"));

        JsonObject answer = answer("apply");

        assertThat(app(answer, "bolt").getString("error")).contains("401", "utkast.portals.bolt.developer-key");
        assertThat(app(answer, "acme").getString("error"))
                .isEqualTo("set utkast.portals.acme.app-id and utkast.portals.acme.developer-key");
        assertThat(answer.encode()).doesNotContain("bolts-developer-key");
    }

    @Test
    void isNobodyElsesBusiness() {
        hubspot.on(ALL, TemplatesOverHttpTest::createsWhatIsMissing);

        assertThat(stranger().post("/admin/templates/plan").statusCode()).isEqualTo(401);
        assertThat(stranger().post("/admin/templates/apply").statusCode()).isEqualTo(401);

        // The gateway itself may be reading them, as it does once after its start.
        assertThat(hubspot.requests(ALL)).extracting(Request::method).doesNotContain("POST");
    }

    private static void createsWhatIsMissing(HttpExchange exchange) throws IOException {
        Reply reply = "GET".equals(exchange.getRequestMethod())
                ? Reply.json(200, "{\"results\":[]}")
                : Reply.json(201, "{\"id\":\"2040001\"}");
        reply.write(exchange);
    }

    private static JsonObject app(JsonObject answer, String portal) {
        JsonArray apps = answer.getJsonArray("apps");
        return apps.stream()
                .map(JsonObject.class::cast)
                .filter(app -> app.getJsonArray("portals").contains(portal))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject answer(String action) {
        Response response = byToken().post("/admin/templates/" + action);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return new JsonObject(response.asString());
    }
}
