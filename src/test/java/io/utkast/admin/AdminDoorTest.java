package io.utkast.admin;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.logIn;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.Door;
import io.utkast.support.Operators;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(AdminProfile.class)
class AdminDoorTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /admin",
        "GET, /admin/",
        "GET, /admin/stats",
        "GET, /admin/stats/stream",
        "GET, /admin/no-such-thing",
        "POST, /admin/portals/acme/pause",
        "POST, /admin/portals/acme/connect",
        "POST, /admin/logout"
    })
    void refusesWhoShowsNothing(String method, String path) {
        Response answer = stranger().request(method, path);

        Door.problem(answer, 401, "bad-key");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void knowsNoIdentityProvider() {
        Door.problem(stranger().get(SingleSignOn.PATH), 404, "not-found");
        assertThat(stranger().get("/admin/login").asString()).doesNotContain("oidc");
    }

    @Test
    void sendsBrowsersToTheLogIn() {
        Response answer = stranger().accept("text/html,*/*;q=0.8").get("/admin");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/admin/login");
    }

    @Test
    void refusesOtherCredentials() {
        Door.problem(stranger().header("Authorization", "Basic YTpi").get("/admin/stats"), 401, "bad-key");
        Door.problem(stranger().cookie("utkast-session", "made-up").get("/admin/stats"), 401, "bad-key");
    }

    @Test
    void locksWrongTokensOutButNeverTheRightOne() {
        for (int tries = 0; tries < WrongTries.ALLOWED; tries += 2) {
            Door.problem(stranger().header("Authorization", "Bearer wrong").get("/admin/stats"), 401, "bad-key");
            Response wrong = logIn("wrong");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.asString())
                    .contains("That is not the admin token.")
                    .doesNotContain("\"wrong\"");
        }

        Response api = stranger().header("Authorization", "Bearer wrong").get("/admin/stats");
        Response form = logIn("wrong");

        Door.problem(api, 429, "too-many-requests");
        assertThat(Integer.parseInt(api.header("Retry-After"))).isBetween(1, 60);
        assertThat(form.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(form.header("Retry-After"))).isBetween(1, 60);
        assertThat(byToken().get("/admin/stats").statusCode()).isEqualTo(200);
        assertThat(Operators.browser().page()).contains("Portals");
    }

    @Test
    void logsBrowsersInWithACookieOfTheirOwn() {
        String cookie = logIn(AdminProfile.TOKEN).header("Set-Cookie");

        assertThat(cookie)
                .matches("(?i)utkast-session=[\\w-]{43};.*")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/admin")
                .doesNotContainIgnoringCase("Secure")
                .doesNotContain(AdminProfile.TOKEN);
        assertThat(logIn(AdminProfile.TOKEN).header("Set-Cookie")).isNotEqualTo(cookie);
    }

    @Test
    void keepsTheCookieToEncryptedConnectionsUnderThePublicAddress() {
        String cookie = stranger()
                .header("Host", "events.example.com")
                .formParam("token", AdminProfile.TOKEN)
                .post("/admin/login")
                .header("Set-Cookie");

        assertThat(cookie).containsIgnoringCase("Secure");
    }

    @Test
    void takesNoActionWithoutTheWordOfThePage() {
        Operators.Browser browser = Operators.browser();

        Door.problem(browser.request().post("/admin/portals/acme/resume"), 403, "forbidden");
        Door.problem(
                browser.request().header("X-CSRF-Token", "guessed").post("/admin/portals/acme/resume"),
                403,
                "forbidden");
        assertThat(browser.action().post("/admin/portals/acme/resume").statusCode())
                .isEqualTo(200);
        assertThat(Operators.browser()
                        .request()
                        .header("X-CSRF-Token", browser.session())
                        .post("/admin/portals/acme/resume")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void readsNeedNoWord() {
        assertThat(Operators.browser().request().get("/admin/stats").statusCode())
                .isEqualTo(200);
    }

    @Test
    void logsOut() {
        Operators.Browser browser = Operators.browser();

        Response answer = browser.action().post("/admin/logout");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Set-Cookie")).containsIgnoringCase("Max-Age=0");
        Door.problem(browser.request().get("/admin/stats"), 401, "bad-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin;a=b/stats",
                "/admin/stats;a=b",
                "/admin/ui/../stats",
                "/admin/login/../stats",
                "/admin/ui/..;/stats",
                "/admin/ui/%2e%2e/stats",
                "/%61dmin/stats",
                "//admin/stats",
                "/admin//stats",
                "/x/../admin/stats",
                "/admin/stats/"
            })
    void everySpellingOfAPathIsGuarded(String path) {
        Response answer = stranger().get(path);

        assertThat(answer.statusCode()).as(answer.asString()).isIn(401, 404);
        assertThat(answer.asString()).doesNotContain("uptimeSeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/admin/login", "/admin/stats", "/admin/no-such-thing", "/oauth/callback"})
    void everyAnswerOfTheDoorIsForNoFrameNoCacheAndNoScriptButOurs(String path) {
        for (Response answer : new Response[] {byToken().get(path), stranger().get(path)}) {
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @Test
    void servesWhatItsPagesNeed() {
        assertThat(stranger().get("/admin/login").contentType()).startsWith("text/html");
        assertThat(stranger().get("/admin/ui/admin.css").contentType()).startsWith("text/css");
        assertThat(stranger().get("/admin/ui/admin.js").contentType()).startsWith("text/javascript");
        assertThat(stranger().get("/admin/ui/icon.svg").contentType()).startsWith("image/svg+xml");
        Door.problem(stranger().get("/admin/ui/application.yaml"), 404, "not-found");
    }

    @Test
    void filesAreCompressedAndAskedForAnew() {
        Response plain = stranger().header("Accept-Encoding", "gzip;q=0").get("/admin/ui/admin.js");
        Response zipped = given().config(config().decoderConfig(decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", "gzip, br")
                .get("/admin/ui/admin.js");
        Response known =
                stranger().header("If-None-Match", plain.header("ETag")).get("/admin/ui/admin.js");

        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.asByteArray()).hasSizeLessThan(plain.asByteArray().length / 2);
        assertThat(known.statusCode()).isEqualTo(304);
        for (Response file : new Response[] {plain, zipped, known}) {
            assertThat(file.headers().getValues("Cache-Control")).containsExactly("no-cache");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(file.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
            assertThat(file.header("ETag")).isEqualTo(plain.header("ETag"));
        }
    }

    @Test
    void knocksDoNotShowWhatTheyBring() {
        assertThat(new Doorkeeper.Knock("Bearer right", "the-session", "the-word", true, "192.0.2.1"))
                .asString()
                .doesNotContain("right", "session", "word", "192");
    }

    @Test
    void showsPortalsAndSites() {
        String page = Operators.browser().page();

        assertThat(page)
                .contains("data-portal=\"acme\"", "data-portal=\"bolt\"", "portal 4242")
                .contains("www.example.com", "strict.example.org", "switched off")
                .contains("&lt;script async src=&quot;https://events.example.com/u/shop.js&quot;&gt;")
                .containsPattern(
                        "src=&quot;https://events.example.com/u/shop.[0-9a-f]{24}.js&quot; integrity=&quot;sha384-")
                // A pinned content cannot carry the day's page token.
                .contains("/u/tokens.js&quot;")
                .doesNotContain("/u/tokens.&", "<script async", "style=", "onclick")
                .doesNotContainPattern("/u/tokens\\.[0-9a-f]{24}");
    }

    @Test
    void showsNoSecret() {
        String page = Operators.browser().page();
        String stats = byToken().get("/admin/stats").asString();

        assertThat(new JsonObject(stats).getJsonObject("portals").fieldNames()).contains("acme", "bolt");
        assertThat(page + stats)
                .doesNotContain(AdminProfile.TOKEN, "bolts-secret", "refresh\"", "MDEyMzQ1", "shop-server-key");
    }
}
