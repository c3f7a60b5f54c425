package io.utkast.sandbox;

import static io.utkast.sandbox.SandboxServer.header;
import static io.utkast.sandbox.SandboxServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthOverHttpTest {
    private static final String REDIRECT = "http://localhost:8080/oauth/callback";
    private static final String AUTHORIZE =
            "?client_id=demo-client&redirect_uri=" + REDIRECT + "&scope=oauth%20timeline&state=s1";
    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE =
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

    private final FakeClock clock = new FakeClock();
    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), clock);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "2026-03", "2026-09"})
    void givesIntrospectsAndRevokesInEachNewerVersion(String version) {
        String root = "/oauth/" + version + "/token";
        JsonNode issued = json(sandbox.form(root, SandboxServer.REFRESH));

        JsonNode access = introspect(root, "token", issued.path("access_token").asText());
        JsonNode refresh = introspect(root, "refresh_token", "demo-refresh-token");
        HttpResponse<String> revoked = sandbox.form(root + "/revoke", with("token", "demo-refresh-token"));

        assertThat(issued.path("expires_in").asInt()).isEqualTo(1800);
        assertThat(issued.path("hub_id").asLong()).isEqualTo(4242);
        assertThat(access.path("token_use").asText()).isEqualTo("access_token");
        assertThat(access.path("signed_access_token").path("hublet").asText()).isEqualTo("na1");
        assertThat(refresh.path("active").asBoolean()).isTrue();
        assertThat(refresh.has("signed_access_token")).isFalse();
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(json(sandbox.form(root, SandboxServer.REFRESH)).path("error").asText())
                .isEqualTo("invalid_grant");
        assertThat(introspect(root, "token", issued.path("access_token").asText())
                        .path("active")
                        .asBoolean())
                .as("revoking a refresh token kills no live access token")
                .isTrue();
    }

    /** An app in the same process is called back there; HubSpot has nothing at that path. */
    @Test
    void leavesTheCallbackToTheApp() {
        assertThat(header(sandbox.get("/oauth/callback?code=c1"), "x-sandbox-contract"))
                .isEmpty();
        assertThat(header(sandbox.get("/oauth/callback/more"), "x-sandbox-contract"))
                .isNotEmpty();
    }

    @Test
    void hasTheOlderFormsOfV1() {
        JsonNode issued = json(sandbox.form("/oauth/v1/token", SandboxServer.REFRESH));
        String token = issued.path("access_token").asText();

        assertThat(issued.has("hub_id")).isFalse();
        assertThat(json(sandbox.get("/oauth/v1/access-tokens/" + token))
                        .path("hub_id")
                        .asLong())
                .isEqualTo(4242);
        assertThat(json(sandbox.get("/oauth/v1/refresh-tokens/demo-refresh-token"))
                        .path("token_type")
                        .asText())
                .isEqualTo("refresh");
        assertThat(sandbox.form("/oauth/v1/token/introspect", with("token", token))
                        .statusCode())
                .isEqualTo(404);
        assertThat(sandbox.delete("/oauth/v1/refresh-tokens/demo-refresh-token").statusCode())
                .isEqualTo(204);
        assertThat(sandbox.get("/oauth/v1/refresh-tokens/demo-refresh-token").statusCode())
                .isEqualTo(404);
        JsonNode refused = json(sandbox.form("/oauth/v1/token", SandboxServer.REFRESH));
        assertThat(refused.path("status").asText()).isEqualTo("BAD_REFRESH_TOKEN");
        assertThat(refused.has("error")).isFalse();
        clock.advance(Duration.ofMinutes(30));
        assertThat(sandbox.get("/oauth/v1/access-tokens/" + token).statusCode()).isEqualTo(404);
    }

    @Test
    void endsV1WhenHubspotDoes() {
        sandbox.control("clock", "{'set':'2027-02-15T23:59:59Z'}");
        assertThat(sandbox.form("/oauth/v1/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(200);

        sandbox.control("clock", "{'advance':'1s'}");
        assertThat(sandbox.form("/oauth/v1/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(404);
        assertThat(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(200);

        sandbox.turn("{'rules.oauth-v1-ends':false}");
        assertThat(sandbox.form("/oauth/v1/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"v3, 200", "2026-03, 200", "2026-09, 400", "v1, 400"})
    void givesAnAppItsOwnTokenWhereTheVersionHasThat(String version, int status) {
        Map<String, String> form = with("grant_type", "client_credentials");

        HttpResponse<String> response = sandbox.form("/oauth/" + version + "/token", form);

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(json(response).path("scopes")).hasSize(2);
            assertThat(json(response).has("refresh_token")).isFalse();
            assertThat(sandbox.withToken(json(response).path("access_token").asText())
                            .post("/integrators/timeline/v3/events", SandboxServer.pageView("a", Events.UTK))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void rotatesRefreshTokensAndChangesTheirLifetimeWhenTurned() {
        sandbox.turn("{'rotate-refresh-tokens':true,'token-lifetime':'5s'}");

        JsonNode issued = json(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH));

        assertThat(issued.path("expires_in").asInt()).isEqualTo(5);
        assertThat(issued.path("refresh_token").asText()).isNotEqualTo("demo-refresh-token");
        assertThat(sandbox.form("/oauth/v3/token", SandboxServer.REFRESH).statusCode())
                .isEqualTo(400);
    }

    @Test
    void connectsWithACodeThatServesOnceAndForItsRedirectOnly() {
        Map<String, String> back = back(sandbox.get("/oauth/authorize" + AUTHORIZE + "&approve=auto"));
        Map<String, String> elsewhere = back(sandbox.get("/oauth/4242/authorize" + AUTHORIZE + "&approve=auto"));

        assertThat(back).containsEntry("state", "s1").containsKey("code");
        assertThat(redeem(code(back), REDIRECT, "").path("scopes").toString()).isEqualTo("[\"oauth\",\"timeline\"]");
        assertThat(redeem(code(back), REDIRECT, "").path("status").asText()).isEqualTo("BAD_AUTH_CODE");
        assertThat(redeem(code(elsewhere), REDIRECT + "/", "").path("status").asText())
                .isEqualTo("BAD_REDIRECT_URI");
    }

    @Test
    void letsACodeDieAfterAMinute() {
        String code = code(back(sandbox.get("/oauth/authorize" + AUTHORIZE + "&approve=auto")));
        clock.advance(Duration.ofMinutes(1));

        assertThat(redeem(code, REDIRECT, "").path("status").asText()).isEqualTo("BAD_AUTH_CODE");
    }

    @ParameterizedTest
    @CsvSource({VERIFIER + ", ''", "wrong, BAD_AUTH_CODE", "'', BAD_AUTH_CODE"})
    void verifiesTheChallengeIfThereWasOne(String verifier, String status) {
        String code = code(back(sandbox.get("/oauth/authorize" + AUTHORIZE + CHALLENGE + "&approve=auto")));

        assertThat(redeem(code, REDIRECT, verifier).path("status").asText()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth/authorize, &approve=deny, access_denied",
        "/oauth/99/authorize, &approve=auto, access_denied",
        "/oauth/authorize, &approve=auto&code_challenge=x&code_challenge_method=plain, invalid_request"
    })
    void tellsTheAppWhyItWasNotConnected(String path, String more, String error) {
        assertThat(back(sandbox.get(path + AUTHORIZE + more)))
                .containsEntry("error", error)
                .containsEntry("state", "s1")
                .containsKey("error_description")
                .doesNotContainKey("code");
    }

    @Test
    void refusesScopesThatTheAppDoesNotHave() {
        String path = "/oauth/authorize" + AUTHORIZE.replace("timeline", "timeline%20tickets") + "&approve=auto";

        assertThat(back(sandbox.get(path))).containsEntry("error_description", "the app has no scope tickets");
    }

    @Test
    void grantsOnlyTheScopesThatWereAskedFor() {
        String path = "/oauth/authorize" + AUTHORIZE.replace("%20timeline", "") + "&approve=auto";
        String token = redeem(code(back(sandbox.get(path))), REDIRECT, "")
                .path("access_token")
                .asText();

        assertThat(sandbox.withToken(token)
                        .post("/integrators/timeline/v3/events", SandboxServer.pageView("a", Events.UTK))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void asksOnAPageUnlessTheKnobAnswers() {
        HttpResponse<String> page = sandbox.get("/oauth/authorize" + AUTHORIZE + "%22%3E%3Cscript%3E");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Connect account 4242", "data-approve=\"deny\"", "/oauth/4242/authorize?")
                .doesNotContain("<script>");
        assertThat(header(page, "content-security-policy")).contains("default-src 'none'");

        sandbox.turn("{'approve':'auto'}");
        assertThat(sandbox.get("/oauth/authorize" + AUTHORIZE).statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?client_id=nobody&redirect_uri=http://localhost/",
                "?client_id=demo-client",
                "?client_id=demo-client&redirect_uri=javascript:alert(1)",
                "?client_id=demo-client&redirect_uri=http://localhost/%23x"
            })
    void redirectsNowhereWithoutAnAppAndAnAddress(String query) {
        HttpResponse<String> response = sandbox.get("/oauth/authorize" + query + "&approve=auto");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(header(response, "Location")).isEmpty();
    }

    private JsonNode introspect(String root, String field, String token) {
        return json(sandbox.form(root + "/introspect", with(field, token)));
    }

    private JsonNode redeem(String code, String redirect, String verifier) {
        Map<String, String> form = with("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", verifier);
        return json(sandbox.form("/oauth/v3/token", form));
    }

    private static Map<String, String> with(String field, String value) {
        Map<String, String> form = new HashMap<>(SandboxServer.REFRESH);
        form.remove("refresh_token");
        form.put(field, value);
        return form;
    }

    private static String code(Map<String, String> query) {
        return Objects.requireNonNull(query.get("code"));
    }

    /** The query of the address to which a browser is sent. */
    private static Map<String, String> back(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
        String location = header(response, "Location");
        assertThat(location).startsWith(REDIRECT + "?");
        return Arrays.stream(URI.create(location).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
