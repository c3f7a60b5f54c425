package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static io.utkast.support.Bodies.shopWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.StoredEvents;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each status of the collect endpoint, over the socket. After each test a good request still works. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class CollectAnswersTest {
    private long storedBefore;

    @BeforeEach
    void count() throws SQLException {
        storedBefore = stored();
    }

    @AfterEach
    void goodRequestStillWorks() {
        assertThat(Door.verdict(Door.send(shop(pageView())))).isEqualTo("1/0 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain;charset=UTF-8", "application/json"})
    void acceptsGoodRequestAsTextAndAsJson(String contentType) throws SQLException {
        Response answer = Door.send(Door.browser().contentType(contentType), shop(pageView(), pageView()));

        assertThat(Door.verdict(answer)).isEqualTo("2/0 []");
        assertThat(stored()).isEqualTo(storedBefore + 2);
    }

    @Test
    void storesAcceptedEventBeforeItAnswers() throws SQLException {
        Door.understood(Door.send(shop(pageView().put("title", "Durable"))));

        try (StoredEvents events = new StoredEvents(DoorProfile.outboxFile())) {
            assertThat(events.latest().getString("title")).isEqualTo("Durable");
        }
    }

    @Test
    void takesFiftyEvents() {
        assertThat(Door.verdict(Door.send(shopWith(50)))).isEqualTo("50/0 []");
    }

    @Test
    void refusesFiftyOneEvents() throws SQLException {
        Door.problem(Door.send(shopWith(51)), 413, "too-large");

        assertThat(stored()).isEqualTo(storedBefore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "{",
                "{\"site\":\"shop\"",
                "{\"events\":[}",
                "{\"a\":NaN}",
                "{'site':'shop'}",
                "{} {}",
                "{\"events\":[]} x",
                "\u0000"
            })
    void refusesWhatIsNoJson(String body) {
        Door.problem(Door.send(Door.browser(), body), 400, "not-json");
    }

    @Test
    void refusesPostWithoutBody() {
        Door.problem(Door.browser().post(Door.PATH), 400, "not-json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[ | ]", "{\"a\": | }"})
    void takesNestingOf32AndRefusesNestingOf33(String open, String close) throws SQLException {
        // The envelope is the first level.
        String deepest = shopWithUnknownField(open.repeat(31) + "1" + close.repeat(31));
        String tooDeep = shopWithUnknownField(open.repeat(32) + "1" + close.repeat(32));

        assertThat(Door.verdict(Door.send(Door.browser(), deepest))).isEqualTo("1/0 []");
        Door.problem(Door.send(Door.browser(), tooDeep), 400, "not-json");
        assertThat(stored()).isEqualTo(storedBefore + 1);
    }

    private static String shopWithUnknownField(String value) {
        return "{\"mood\":" + value + "," + shop(pageView()).encode().substring(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"events\":[{\"props\":", "{\"events\":[{\"x\":["})
    void refusesNestingThatNeverEnds(String repeated) {
        Door.problem(Door.send(Door.browser(), repeated.repeat(2000)), 400, "not-json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "site | 7",
                "sentAt | \"now\"",
                "sentAt | true",
                "sentAt | -1",
                "sentAt | 1e300",
                "consent | \"yes\"",
                "consent | 1",
                "automated | 1",
                "automated | \"true\"",
                "dropped | 3",
                "dropped | [1]",
                "dropped | {\"no-utk\":\"2\"}",
                "dropped | {\"no-utk\":-2}",
                "dropped | {\"no-utk\":1.5}",
                "dropped | {\"no-utk\":{\"a\":[1]}}",
                "events | {}",
                "events | \"page_view\"",
                "events | null"
            })
    void refusesEnvelopeOfWrongShapeByField(String field, String value) throws SQLException {
        // An origin that names the site, so that a broken 'site' is not the reason why none is found.
        JsonObject good = shop(pageView());
        String body = "{\"utk\":\"" + good.getString("utk") + "\","
                + (field.equals("events")
                        ? ""
                        : "\"events\":" + good.getJsonArray("events").encode() + ",")
                + "\"" + field + "\":" + value + "}";

        JsonObject problem =
                Door.problem(Door.send(Door.browser("https://shop.example.com"), body), 400, "bad-envelope");

        assertThat(problem.getString("detail")).contains("'" + field + "'");
        assertThat(stored()).isEqualTo(storedBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "\"text\"", "null", "true", "[{}]"})
    void refusesEnvelopeThatIsNoObject(String body) {
        Door.problem(Door.send(Door.browser("https://shop.example.com"), body), 400, "bad-envelope");
    }

    @Test
    void refusesRequestWithoutEvents() {
        Door.problem(Door.send(new JsonObject().put("site", "shop")), 400, "bad-envelope");
        Door.problem(Door.send(shop()), 400, "bad-envelope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"consent\":true",
                "\"consent\":false",
                "\"dropped\":{\"no-utk\":2}",
                "\"dropped\":{\"a-reason-of-tomorrow\":2}",
                "\"dropped\":{}"
            })
    void takesEmptyEventsBesideConsentOrDropped(String beside) {
        String body = "{\"site\":\"shop\",\"events\":[]," + beside + "}";

        assertThat(Door.verdict(Door.send(Door.browser(), body))).isEqualTo("0/0 []");
    }

    @Test
    void ignoresFieldsOfTomorrow() {
        JsonObject event = pageView().put("mood", new JsonArray().add(new JsonObject().put("deep", 1)));
        JsonObject body = shop(event).put("version", 9).put("nested", new JsonObject().put("events", "no"));

        assertThat(Door.verdict(Door.send(body))).isEqualTo("1/0 []");
    }

    @Test
    void refusesUnknownSite() {
        Door.problem(Door.send(shop(pageView()).put("site", "nobody")), 403, "origin-not-allowed");
    }

    @Test
    void refusesSiteThatIsSwitchedOff() throws SQLException {
        JsonObject body = shop(pageView()).put("site", "off");

        Door.problem(Door.send(Door.browser("https://off.example.org"), body), 410, "site-disabled");

        assertThat(stored()).isEqualTo(storedBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void refusesOtherMethods(String method) {
        Response answer = Door.browser().body(shop(pageView()).encode()).request(method, Door.PATH);

        Door.problem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "multipart/form-data", "text/html", "image/png"})
    void refusesOtherContentTypes(String contentType) {
        Response answer = Door.send(Door.browser().contentType(contentType), shop(pageView()));

        Door.problem(answer, 415, "unsupported-media-type");
    }

    @Test
    void refusesHeadersThatAreTooLarge() {
        RequestSpecification request = Door.browser().header("Cookie", "a=" + "x".repeat(17_000));

        Door.problem(Door.send(request, shop(pageView())), 431, "headers-too-large");
    }

    @Test
    void limitsVisitorAndTellsWhenToRetry() throws SQLException {
        JsonObject first = shopWith(50);
        JsonObject second = shopWith(50).put("utk", first.getString("utk"));

        Door.understood(Door.send(first));
        Response answer = Door.send(second);

        Door.problem(answer, 429, "too-many-requests");
        // 100 events in a bucket of 60 an hour: 40 minutes, less what the test took.
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(2340, 2400);
        assertThat(stored()).isEqualTo(storedBefore + 50);
    }

    @Test
    void diskThatRefusesTakesNothingAndRetryIsNoDuplicate() throws SQLException {
        JsonObject body = shop(pageView(), pageView());
        try (StoredEvents file = new StoredEvents(DoorProfile.outboxFile())) {
            file.refuseInsertions();
            try {
                Response answer = Door.send(body);

                Door.problem(answer, 503, "unavailable");
                assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
                assertThat(stored()).isEqualTo(storedBefore);
            } finally {
                file.refuseNothing();
            }
        }

        assertThat(Door.verdict(Door.send(body))).isEqualTo("2/0 []");
    }

    @Test
    void receiptsDiffer() {
        String one = Door.understood(Door.send(shop(pageView()))).getString("receipt");
        String other = Door.understood(Door.send(shop(pageView()))).getString("receipt");

        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events/", "/v1/%65vents", "/v1/events;a=b"})
    void noOtherSpellingOfThePathGetsPastTheGate(String path) throws SQLException {
        Response answer = Door.browser()
                .urlEncodingEnabled(false)
                .body(shop(pageView()).put("utk", Bodies.utk()).encode())
                .post(path);

        assertThat(answer.statusCode()).isNotEqualTo(202);
        assertThat(stored()).isEqualTo(storedBefore);
    }

    private static long stored() throws SQLException {
        try (StoredEvents events = new StoredEvents(DoorProfile.outboxFile())) {
            return events.count();
        }
    }
}
