package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static io.utkast.support.Bodies.utk;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.utkast.event.SiteKey;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each reason why an event of an understood request is refused, over the socket. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectReasonsTest {
    @Inject
    CollectCounters counters;

    @Inject
    Clock clock;

    @Test
    void refusesAllWithoutUtk() {
        JsonObject body = shop(pageView(), pageView());
        body.remove("utk");

        assertThat(Door.verdict(Door.send(body))).isEqualTo("0/0 [0 no-utk, 1 no-utk]");
        assertThat(Door.verdict(Door.send(body.copy().putNull("utk")))).isEqualTo("0/0 [0 no-utk, 1 no-utk]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"0123456789abcdef0123456789abcde\"",
                "\"0123456789abcdef0123456789abcdef0\"",
                "\"0123456789abcdef0123456789abcdeg\"",
                "\"\"",
                "\" 123456789abcdef0123456789abcdef\"",
                "12345678901234567890123456789012",
                "true",
                "[\"0123456789abcdef0123456789abcdef\"]",
                "{\"a\":1}"
            })
    void refusesAllWithWrongUtk(String utk) {
        String events = new JsonArray().add(pageView()).encode();

        String body = "{\"site\":\"shop\",\"utk\":" + utk + ",\"events\":" + events + "}";

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("0/0 [0 bad-utk]");
    }

    @Test
    void foldsUtkInUpperCase() {
        JsonObject body = shop(pageView());
        String utk = body.getString("utk");

        assertThat(Door.verdict(Door.send(body.put("utk", upper(utk))))).isEqualTo("1/0 []");
        assertThat(Door.verdict(Door.send(body.put("utk", utk)))).isEqualTo("0/1 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubspotutk=%s", "a=b; hubspotutk=%s; c=d", "__hstc=12345.%s.1790.1791.1792.3"})
    void takesUtkFromCookies(String cookies) {
        JsonObject body = shop(pageView());
        String utk = String.valueOf(body.remove("utk"));

        RequestSpecification request = Door.browser().header("Cookie", cookies.formatted(utk));

        assertThat(Door.verdict(Door.send(request, body))).isEqualTo("1/0 []");
        assertThat(Door.verdict(Door.send(body.put("utk", utk)))).isEqualTo("0/1 []");
    }

    @Test
    void bodysUtkGoesBeforeTheCookies() {
        JsonObject body = shop(pageView());

        RequestSpecification request = Door.browser().header("Cookie", "hubspotutk=" + utk());

        assertThat(Door.verdict(Door.send(request, body))).isEqualTo("1/0 []");
        assertThat(Door.verdict(Door.send(body))).isEqualTo("0/1 []");
    }

    @Test
    void refusesTypeThatIsNotMapped() {
        JsonObject body = shop(pageView(), pageView().put("type", "page_viewed"), pageView());

        assertThat(Door.verdict(Door.send(body))).isEqualTo("2/0 [1 unknown-type]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id | 7",
                "id | \"short\"",
                "id | \"with space\"",
                "type | 7",
                "type | \"consent\"",
                "type | \"Page_View\"",
                "type | \"\"",
                "type | null",
                "at | \"2026-01-01\"",
                "at | -5",
                "at | 99999999999999999999",
                "url | 7",
                "title | {\"a\":[1]}",
                "referrer | []",
                "props | []",
                "props | {\"a\":{\"b\":1}}",
                "props | {\"a\":[1]}",
                "props | {\"\":1}",
                "props | {\"spaced key\":1}",
                "props | {\"a\":1e999}"
            })
    void faultInsideOneEventRefusesThatOneOnly(String field, String value) {
        JsonObject faulty = pageView();
        faulty.remove(field);
        String fault = faulty.encode().replaceFirst("\\{", "{\"" + field + "\":" + value + ",");
        String body = "{\"site\":\"shop\",\"utk\":\"" + utk() + "\",\"events\":["
                + pageView().encode() + "," + fault + "," + pageView().encode() + "]}";

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("2/0 [1 bad-event]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "3", "\"page_view\"", "[]", "[{\"type\":\"page_view\"}]", "{}"})
    void elementThatIsNoEventRefusesThatOneOnly(String element) {
        String body = "{\"site\":\"shop\",\"utk\":\"" + utk() + "\",\"events\":["
                + pageView().encode() + "," + element + "," + pageView().encode() + "]}";

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("2/0 [1 bad-event]");
    }

    @Test
    void takesThirtyTwoPropsAndNoMore() {
        JsonObject most = new JsonObject();
        for (int i = 0; i < 32; i++) {
            most.put("key-" + i, i);
        }
        JsonObject more = most.copy().put("one-more", true);

        JsonObject body = shop(pageView().put("props", most), pageView().put("props", more));

        assertThat(Door.verdict(Door.send(body))).isEqualTo("1/0 [1 bad-event]");
    }

    @Test
    void refusesEventOlderThanTheBound() {
        long now = clock.millis();
        JsonObject body = shop(
                pageView().put("at", now - Duration.ofDays(8).toMillis()),
                pageView().put("at", now - Duration.ofDays(6).toMillis()),
                pageView().put("at", now + Duration.ofDays(8).toMillis()));

        assertThat(Door.verdict(Door.send(body))).isEqualTo("2/0 [0 too-old]");
    }

    @Test
    void correctsTimesOfWrongClockBeforeItJudgesTheirAge() {
        long wrong = clock.millis() - Duration.ofDays(400).toMillis();

        JsonObject body = shop(pageView().put("at", wrong - 1000)).put("sentAt", wrong);

        assertThat(Door.verdict(Door.send(body))).isEqualTo("1/0 []");
    }

    @Test
    void refusesWithoutConsent() {
        JsonObject refused = shop(pageView()).put("consent", false);
        JsonObject silent = shop(pageView()).put("site", "strict");
        JsonObject granted = silent.copy().put("consent", true);
        String origin = "https://strict.example.org";

        assertThat(Door.verdict(Door.send(refused))).isEqualTo("0/0 [0 no-consent]");
        assertThat(Door.verdict(Door.send(Door.browser(origin), silent))).isEqualTo("0/0 [0 no-consent]");
        assertThat(Door.verdict(Door.send(Door.browser(origin), granted))).isEqualTo("1/0 []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-GPC | 1",
                "Cookie | __hs_do_not_track=yes",
                "Cookie | x=y; __hs_opt_out=yes",
                "Cookie | __hs_cookie_cat_pref=1:false_2:true_3:true",
                "Cookie | __hs_cookie_cat_pref=1:false,2:false,3:false",
                "Cookie | __hs_cookie_cat_pref=1%3Afalse%2C2%3Atrue"
            })
    void refusesVisitorWhoOptedOut(String header, String value) {
        JsonObject body = shop(pageView()).put("consent", true);

        assertThat(Door.verdict(Door.send(Door.browser().header(header, value), body)))
                .isEqualTo("0/0 [0 opted-out]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-GPC | 0",
                "DNT | 1",
                "Cookie | __hs_opt_out=no",
                "Cookie | __hs_do_not_track=no",
                "Cookie | my__hs_opt_out=yes",
                "Cookie | __hs_cookie_cat_pref=1:true,2:false,3:false"
            })
    void acceptsVisitorWhoDidNotOptOut(String header, String value) {
        assertThat(Door.verdict(Door.send(Door.browser().header(header, value), shop(pageView()))))
                .isEqualTo("1/0 []");
    }

    @Test
    void honoursDntWhereTheSiteWantsIt() {
        JsonObject body = shop(pageView()).put("site", "strict").put("consent", true);

        RequestSpecification request =
                Door.browser("https://strict.example.org").header("DNT", "1");

        assertThat(Door.verdict(Door.send(request, body))).isEqualTo("0/0 [0 opted-out]");
    }

    @Test
    void refusesRobots() {
        RequestSpecification robot = Door.sender("Mozilla/5.0 (compatible; Googlebot/2.1)")
                .header("Origin", Door.ORIGIN)
                .contentType("text/plain");

        assertThat(Door.verdict(Door.send(robot, shop(pageView())))).isEqualTo("0/0 [0 bot]");
        assertThat(Door.verdict(Door.send(shop(pageView()).put("automated", true))))
                .isEqualTo("0/0 [0 bot]");
    }

    @Test
    void reportsDuplicates() {
        JsonObject view = pageView();
        JsonObject body = shop(view, pageView(), view);

        assertThat(Door.verdict(Door.send(body))).isEqualTo("2/1 []");
        assertThat(Door.verdict(Door.send(body))).isEqualTo("0/3 []");
        assertThat(Door.verdict(Door.send(body.put("utk", utk())))).isEqualTo("2/1 []");
    }

    @Test
    void eventsWithoutIdAreNoDuplicates() {
        JsonObject view = pageView();
        view.remove("id");

        assertThat(Door.verdict(Door.send(shop(view, view)))).isEqualTo("2/0 []");
    }

    @Test
    void countsReasonsAndWhatTheSnippetDropped() {
        SiteCounters.Snapshot before = counters.of(new SiteKey("shop")).snapshot();

        Door.understood(Door.send(shop(pageView(), pageView().put("type", "unmapped"))
                .put("dropped", new JsonObject(Map.of("no-utk", 2, "overflow", 3, "made_up", 4)))));

        SiteCounters.Snapshot after = counters.of(new SiteKey("shop")).snapshot();
        assertThat(after.accepted() - before.accepted()).isEqualTo(1);
        assertThat(more(after.refused(), before.refused(), "unknown-type")).isEqualTo(1);
        assertThat(more(after.dropped(), before.dropped(), "no-utk")).isEqualTo(2);
        assertThat(more(after.dropped(), before.dropped(), "overflow")).isEqualTo(3);
        assertThat(after.dropped()).doesNotContainKey("made_up");
    }

    private static long more(Map<String, Long> after, Map<String, Long> before, String key) {
        return after.getOrDefault(key, 0L) - before.getOrDefault(key, 0L);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
