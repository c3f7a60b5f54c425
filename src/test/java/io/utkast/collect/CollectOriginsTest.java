package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.utkast.event.SiteKey;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.spi.CDI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak for a site: browsers by their origin, the site's own back end by its key. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectOriginsTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://www.example.com", "https://shop.example.com", "https://a.b.example.com"})
    void takesExactAndWildcardOrigins(String origin) {
        assertThat(Door.verdict(Door.send(Door.browser(origin), shop(pageView()))))
                .isEqualTo("1/0 []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com.evil.com",
                "https://evilexample.com",
                "https://example.com",
                "http://www.example.com",
                "https://www.example.com:8443",
                "https://a@www.example.com",
                "https://evil.com/.example.com",
                "https://evil.com?.example.com",
                "https://evil.com#.example.com",
                "https://evil.com\\.example.com",
                "https://.example.com",
                "https://a..example.com",
                "https://www.example.com.",
                "https://www.example.com/",
                "https://www.example.com https://evil.com",
                "HTTPS://WWW.EXAMPLE.COM",
                "https://WWW.example.com",
                "https://*.example.com",
                "chrome-extension://www.example.com",
                "file://",
                "null"
            })
    void refusesForeignOrigins(String origin) {
        Response answer = Door.send(Door.browser(origin), shop(pageView()));

        Door.problem(answer, 403, "origin-not-allowed");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void refusesOriginOfAnotherSite() {
        Response answer = Door.send(Door.browser("https://twin.example.org"), shop(pageView()));

        Door.problem(answer, 403, "origin-not-allowed");
    }

    @Test
    void countsForeignOriginsForTheSiteThatTheyName() {
        long before = foreign();

        Door.send(Door.browser("https://forgotten.example.net"), shop(pageView()));

        assertThat(foreign()).isEqualTo(before + 1);
    }

    private static long foreign() {
        CollectCounters counters = CDI.current().select(CollectCounters.class).get();
        return counters.of(new SiteKey("shop")).snapshot().turnedAway().getOrDefault("origin-not-allowed", 0L);
    }

    @Test
    void originThatNamesOneSiteIsEnough() {
        JsonObject body = shop(pageView());
        body.remove("site");

        assertThat(Door.verdict(Door.send(Door.browser("https://shop.example.com"), body)))
                .isEqualTo("1/0 []");
    }

    @Test
    void originOfTwoSitesNeedsTheSite() {
        JsonObject body = shop(pageView());
        body.remove("site");

        JsonObject problem = Door.problem(Door.send(body), 400, "bad-envelope");

        assertThat(problem.getString("detail")).contains("'site'");
        assertThat(Door.verdict(Door.send(body.put("site", "twin")))).isEqualTo("1/0 []");
    }

    @Test
    void takesServerWithItsKey() {
        assertThat(Door.verdict(Door.send(server(DoorProfile.SERVER_KEY), shop(pageView()))))
                .isEqualTo("1/0 []");
    }

    @Test
    void serverIsNoRobot() {
        RequestSpecification request = Door.sender("python-requests/2.32")
                .header("Authorization", "Bearer " + DoorProfile.SERVER_KEY)
                .contentType("application/json");

        assertThat(Door.verdict(Door.send(request, shop(pageView())))).isEqualTo("1/0 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "shop-server-ke", "shop-server-keyy", "Shop-Server-Key"})
    void refusesServerWithWrongKey(String key) {
        Door.problem(Door.send(server(key), shop(pageView())), 401, "bad-key");
    }

    @Test
    void refusesServerWithoutKey() {
        Door.problem(Door.send(Door.sender().contentType("application/json"), shop(pageView())), 401, "bad-key");
    }

    @Test
    void refusesKeyInAnotherScheme() {
        RequestSpecification request = Door.sender()
                .header("Authorization", "Basic " + DoorProfile.SERVER_KEY)
                .contentType("text/plain");

        Door.problem(Door.send(request, shop(pageView())), 401, "bad-key");
    }

    @Test
    void refusesKeyOfAnotherSite() {
        JsonObject body = shop(pageView()).put("site", "twin");

        Door.problem(Door.send(server(DoorProfile.SERVER_KEY), body), 401, "bad-key");
    }

    @Test
    void refusesServerThatNamesNoSite() {
        JsonObject body = shop(pageView());
        body.remove("site");

        Door.problem(Door.send(server(DoorProfile.SERVER_KEY), body), 400, "bad-envelope");
        Door.problem(Door.send(server(DoorProfile.SERVER_KEY), body.put("site", "nobody")), 403, "origin-not-allowed");
    }

    @Test
    void keyDoesNotOpenTheDoorForForeignOrigin() {
        RequestSpecification request = server(DoorProfile.SERVER_KEY).header("Origin", "https://evil.com");

        Door.problem(Door.send(request, shop(pageView())), 403, "origin-not-allowed");
    }

    private static RequestSpecification server(String key) {
        return Door.sender().header("Authorization", "Bearer " + key).contentType("application/json");
    }
}
