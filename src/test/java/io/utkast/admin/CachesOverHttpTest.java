package io.utkast.admin;

import static io.utkast.support.AdminProfile.operator;
import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.utkast.support.AdminProfile;
import io.utkast.support.Door;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the operator sees of the collect path's memory and of the bot rules. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class CachesOverHttpTest {

    @Test
    void eachCacheTellsHowFullItIsAndHowOftenItHelped() {
        JsonObject body = shop(pageView());
        for (int i = 0; i < 4; i++) {
            Door.understood(Door.send(body));
        }

        JsonObject caches = stats().getJsonObject("caches");

        assertThat(caches.fieldNames()).containsExactlyInAnyOrder("visitors", "duplicates", "addresses", "userAgents");
        for (String name : caches.fieldNames()) {
            JsonObject cache = caches.getJsonObject(name);
            assertThat(cache.getLong("size")).as(name).isPositive();
            assertThat(cache.getLong("maximum")).as(name).isGreaterThan(cache.getLong("size"));
            assertThat(cache.getDouble("hitRatio")).as(name).isGreaterThan(0).isLessThan(1);
        }
        assertThat(caches.getJsonObject("duplicates").getString("boundBy")).isEqualTo("time");
        assertThat(caches.getJsonObject("duplicates").getLong("reachSeconds")).isNotNegative();
    }

    @Test
    void eachBotRuleTellsHowOftenItFitted() {
        JsonObject before = stats().getJsonObject("bots");

        Door.send(browser(Door.USER_AGENT), shop(pageView()).put("automated", true));
        Door.send(browser("Googlebot/2.1 (+http://www.google.com/bot.html)"), shop(pageView()));

        JsonObject after = stats().getJsonObject("bots");
        assertThat(after.getLong("automation") - before.getLong("automation")).isEqualTo(1);
        assertThat(after.getLong("userAgents") - before.getLong("userAgents")).isEqualTo(1);
        assertThat(after.getLong("headless")).isEqualTo(before.getLong("headless"));
    }

    /** It speaks a language, so it does not look headless. */
    private static RequestSpecification browser(String userAgent) {
        return Door.sender(userAgent)
                .header("Origin", Door.ORIGIN)
                .header("Accept-Language", "en")
                .contentType("text/plain");
    }

    private static JsonObject stats() {
        return new JsonObject(operator().get("/admin/stats").asString());
    }
}
