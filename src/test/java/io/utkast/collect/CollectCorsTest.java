package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static io.utkast.support.Bodies.shopWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page may read of the answers, whatever they are. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectCorsTest {

    static Stream<Arguments> answers() {
        JsonObject good = shop(pageView());
        JsonObject limited = shopWith(50);
        return Stream.of(
                answer(202, () -> Door.send(good)),
                answer(400, () -> Door.send(Door.browser(), "{")),
                answer(400, () -> Door.send(new JsonObject().put("site", "shop"))),
                answer(403, () -> Door.send(shop(pageView()).put("site", "strict"))),
                answer(405, () -> Door.browser().get(Door.PATH)),
                answer(405, () -> Door.browser().body("{}").put(Door.PATH)),
                answer(413, () -> Door.send(Door.browser(), " ".repeat(70_000))),
                answer(413, () -> Door.send(shopWith(51))),
                answer(415, () -> Door.send(Door.browser().contentType("application/xml"), good)),
                answer(415, () -> Door.send(Door.browser().header("Content-Encoding", "br"), good)),
                answer(431, () -> Door.send(Door.browser().header("Cookie", "x".repeat(17_000)), good)),
                answer(429, () -> {
                    Door.send(limited);
                    return Door.send(limited.copy().put("events", shopWith(50).getJsonArray("events")));
                }));
    }

    private static Arguments answer(int status, Supplier<Response> request) {
        return Arguments.of(status, request);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerEchoesTheExactOrigin(int status, Supplier<Response> request) {
        Response answer = request.get();

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().getValues("Access-Control-Allow-Origin")).containsExactly(Door.ORIGIN);
        assertThat(answer.headers().getValues("Access-Control-Expose-Headers")).containsExactly("Retry-After");
        assertThat(answer.headers().getValues("Vary")).containsExactly("Origin");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void siteThatIsSwitchedOffMayBeReadToo() {
        String origin = "https://off.example.org";

        Response answer = Door.send(Door.browser(origin), shop(pageView()).put("site", "off"));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    }

    @Test
    void requestWithoutOriginGetsNoCors() {
        Response answer = Door.send(Door.sender().contentType("text/plain"), shop(pageView()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.example.com", "https://a.example.com", "https://off.example.org"})
    void preflightAllowsTheOriginsOfAllSites(String origin) {
        Response answer = Door.sender()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,content-encoding")
                .options(Door.PATH);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.asByteArray()).isEmpty();
        Map<String, String> expected = Map.of(
                "Access-Control-Allow-Origin", origin,
                "Access-Control-Allow-Methods", "POST, OPTIONS",
                "Access-Control-Allow-Headers", "content-type, content-encoding",
                "Access-Control-Max-Age", "86400",
                "Vary", "Origin");
        expected.forEach((name, value) ->
                assertThat(answer.headers().getValues(name)).as(name).containsExactly(value));
        assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.com", "null", "http://www.example.com", "*"})
    void preflightRefusesForeignOrigins(String origin) {
        Response answer = Door.sender()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .options(Door.PATH);

        Door.problem(answer, 403, "origin-not-allowed");
        assertThat(answer.headers().asList())
                .noneMatch(header -> header.getName().toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }
}
