package io.utkast.admin;

import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.Operators;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way of connecting a portal, but for HubSpot's own page. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class ConnectTest {
    private static final String CONNECT = "/admin/portals/bolt/connect";
    private static final String TOKEN_PATH = "/oauth/v3/token";

    private ScriptedServer hubspot;

    /** A browser on its way to HubSpot. */
    private record Departure(String url, String cookie) {
        static Departure of(Response answer) {
            return new Departure(
                    new JsonObject(answer.asString()).getString("url"),
                    Objects.requireNonNull(answer.cookie("utkast-connect")));
        }

        String query(String name) {
            return fields(URI.create(url).getRawQuery()).getOrDefault(name, "");
        }

        Response back(String query) {
            return stranger().cookie("utkast-connect", cookie).get("/oauth/callback?state=" + query("state") + query);
        }
    }

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
    void connectsAPortalThatWaitsForIt() throws Exception {
        hubspot.on(TOKEN_PATH, tokens(4242));
        Departure departure = depart();

        Response answer = departure.back("&code=the-code");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString())
                .contains("Connected", "<strong>bolt</strong>")
                .doesNotContain("But ");
        Map<String, String> sent =
                fields(hubspot.requests(TOKEN_PATH).getFirst().body());
        assertThat(sent)
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("client_id", "bolts-client")
                .containsEntry("client_secret", "bolts-secret")
                .containsEntry("code", "the-code")
                .containsEntry("redirect_uri", AdminProfile.PUBLIC_URL + "/oauth/callback");
        assertThat(sent.get("code_verifier")).hasSize(43);
        assertThat(portal().getString("state")).isIn("idle", "delivering");
        assertThat(portal().getString("stateReason")).isNull();
        Path stored = ConfigProvider.getConfig()
                .getValue("utkast.data-dir", Path.class)
                .resolve("tokens.json");
        assertThat(Files.readString(stored)).contains("bolt").doesNotContain("a-refresh-token", "an-access-token");
        assertThat(departure.back("&code=the-code").statusCode()).isEqualTo(400);
        assertThat(hubspot.requests(TOKEN_PATH)).hasSize(1);
    }

    @Test
    void comparesTheMappingsWithTheTemplatesOfAnAppThatWasInstalled() {
        hubspot.on(TOKEN_PATH, tokens(4242));

        assertThat(depart().back("&code=the-code").statusCode()).isEqualTo(200);

        await().until(() ->
                hubspot.queries("/integrators/timeline/v3/77/event-templates").contains("hapikey=bolts-developer-key"));
    }

    @Test
    void sendsTheBrowserToHubSpotAndBindsItsReturn() {
        Response answer = byToken().accept("application/json").post(CONNECT);
        Departure departure = Departure.of(answer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(departure.url()).startsWith("https://app.example.com/oauth/authorize?client_id=bolts-client&");
        assertThat(departure.query("redirect_uri")).isEqualTo(AdminProfile.PUBLIC_URL + "/oauth/callback");
        assertThat(departure.query("scope")).isEqualTo("oauth timeline");
        assertThat(departure.query("code_challenge")).hasSize(43);
        assertThat(departure.query("code_challenge_method")).isEqualTo("S256");
        assertThat(answer.header("Set-Cookie"))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .containsIgnoringCase("Path=/oauth/callback")
                .containsIgnoringCase("Max-Age=600");
    }

    @Test
    void redirectsWhoAsksForNoJson() {
        Response answer = byToken().post(CONNECT);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo(Departure.of(answer).url());
    }

    @Test
    void takesNoReturnOfAnotherBrowserNorASecondOne() {
        hubspot.on(TOKEN_PATH, tokens(4242));
        Departure departure = depart();
        Departure other = depart();
        String state = "/oauth/callback?code=c&state=" + departure.query("state");

        Response withoutCookie = stranger().get(state);
        Response withOthersCookie = stranger()
                .cookie("utkast-connect", departure.cookie())
                .get("/oauth/callback?code=c&state=" + other.query("state"));
        Response afterwards = departure.back("&code=c");

        assertThat(withoutCookie.statusCode()).isEqualTo(400);
        assertThat(withoutCookie.asString()).contains("Another browser");
        assertThat(withOthersCookie.asString()).contains("Another browser");
        assertThat(afterwards.statusCode()).isEqualTo(400);
        assertThat(afterwards.asString()).contains("used already");
        assertThat(hubspot.requests(TOKEN_PATH)).isEmpty();
    }

    @Test
    void knowsNoMadeUpReturn() {
        assertThat(stranger().get("/oauth/callback").statusCode()).isEqualTo(400);
        assertThat(stranger().get("/oauth/callback?state=made-up&code=c").statusCode())
                .isEqualTo(400);
        assertThat(depart().back("").asString()).contains("HubSpot sent no code");
    }

    @Test
    void showsWhatHubSpotSays() {
        Response answer = depart().back("&error=access_denied&error_description=%3Cb%3Eno%3C/b%3E");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString())
                .contains("HubSpot says: &lt;b&gt;no&lt;/b&gt; (access_denied)")
                .doesNotContain("<b>");
    }

    @Test
    void refusesTheTokenOfAnotherPortal() {
        hubspot.on(TOKEN_PATH, tokens(999));

        Response answer = depart().back("&code=c");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.asString()).contains("portal 999", "utkast.portals.bolt.hub-id is 4242");
    }

    @Test
    void saysWhyHubSpotTakesTheCodeNot() {
        hubspot.on(TOKEN_PATH, Reply.json(400, "{\"error\":\"invalid_grant\",\"status\":\"BAD_AUTH_CODE\"}"));

        assertThat(depart().back("&code=old").asString()).contains("BAD_AUTH_CODE");
    }

    private static Departure depart() {
        return Departure.of(
                Operators.browser().action().accept("application/json").post(CONNECT));
    }

    private static Reply tokens(int hubId) {
        return Reply.json(
                200,
                "{\"access_token\":\"an-access-token\",\"refresh_token\":\"a-refresh-token\",\"expires_in\":1800,"
                        + "\"hub_id\":" + hubId + "}");
    }

    private static JsonObject portal() {
        return new JsonObject(byToken().get("/admin/stats").asString())
                .getJsonObject("portals")
                .getJsonObject("bolt");
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : form.split("&", -1)) {
            String[] pair = field.split("=", 2);
            fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return fields;
    }
}
