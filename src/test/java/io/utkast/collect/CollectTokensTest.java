package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.utkast.event.SiteKey;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A site that wants page tokens takes events of browsers only with one. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectTokensTest {
    private static final SiteKey SITE = new SiteKey("tokens");

    @Inject
    PageTokens tokens;

    @Inject
    CollectCounters counters;

    @Test
    void takesBrowserWithItsToken() {
        assertThat(Door.verdict(send(body().put("token", tokens.current(SITE)))))
                .isEqualTo("1/0 []");
    }

    @Test
    void takesTokenOfTheAddressThatTheServedSnippetSendsTo() {
        String snippet = RestAssured.get("/u/tokens.js").asString();
        String address = snippet.replaceFirst("(?s).*\"(/v1/events\\?[a-z]{10})\".*", "$1");

        assertThat(Door.verdict(Door.browser("https://tokens.example.org")
                        .body(body().encode())
                        .post(address)))
                .isEqualTo("1/0 []");
    }

    @Test
    void refusesBrowserWithoutAndCountsIt() {
        long before = refusals();

        Door.problem(send(body()), 403, "bad-page-token");
        Door.problem(send(body().put("token", 7)), 403, "bad-page-token");
        Door.problem(send(body().putNull("token")), 403, "bad-page-token");
        Door.problem(send(body().put("token", new JsonArray().add("x"))), 403, "bad-page-token");

        assertThat(refusals() - before).isEqualTo(4);
    }

    @Test
    void refusesTokenOfAnotherSite() {
        String token = tokens.current(new SiteKey("shop"));

        Door.problem(send(body().put("token", token)), 403, "bad-page-token");
    }

    @Test
    void refusalMayBeReadByThePage() {
        assertThat(send(body()).header("Access-Control-Allow-Origin")).isEqualTo("https://tokens.example.org");
    }

    @Test
    void backEndNeedsItsKeyOnly() {
        Response answer = Door.send(
                Door.sender()
                        .header("Authorization", "Bearer " + DoorProfile.SERVER_KEY)
                        .contentType("application/json"),
                body());

        assertThat(Door.verdict(answer)).isEqualTo("1/0 []");
    }

    @Test
    void otherSitesTakeEventsWithoutOne() {
        assertThat(Door.verdict(Door.send(shop(pageView()).put("token", "whatever"))))
                .isEqualTo("1/0 []");
    }

    @Test
    void keyIsKeptForTheNextStart() throws IOException {
        tokens.current(SITE);
        Path key = ConfigProvider.getConfig()
                .getValue("utkast.data-dir", Path.class)
                .resolve("page-token.key");

        assertThat(Files.readAllBytes(key)).hasSize(32);
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }

    private long refusals() {
        return counters.of(SITE).snapshot().turnedAway().getOrDefault("bad-page-token", 0L);
    }

    private static Response send(JsonObject body) {
        return Door.send(Door.browser("https://tokens.example.org"), body);
    }

    private static JsonObject body() {
        return shop(pageView()).put("site", "tokens");
    }
}
