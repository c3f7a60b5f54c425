package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.StoredEvents;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event by a picture: always the same answer, and a verdict in a header. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class PixelTest {
    private static final String PATH = Door.PATH + ".gif";

    @Test
    void takesOneEvent() throws SQLException {
        Response answer = pixel("shop", Door.ORIGIN + "/amp")
                .queryParam("url", "https://shop.example.com/amp?utm_source=mail&token=1")
                .queryParam("title", "By a picture")
                .get(PATH);

        assertPicture(answer, "accepted");
        JsonObject stored = latest();
        assertThat(stored.getString("title")).isEqualTo("By a picture");
        assertThat(stored.getString("url")).isEqualTo("https://shop.example.com/amp?utm_source=mail");
    }

    @Test
    void idMakesTheSecondOneDuplicate() {
        RequestSpecification request = pixel("shop", Door.ORIGIN).queryParam("id", Bodies.id());

        assertPicture(request.get(PATH), "accepted");
        assertPicture(request.get(PATH), "duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.example.com/", "https://www.example.com", "https://a.example.com/x?y#z"})
    void takesPagesOfTheSite(String page) {
        assertPicture(pixel("shop", page).get(PATH), "accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.com/",
                "https://evil.com/https://www.example.com/",
                "https://www.example.com.evil.com/",
                "https://www.example.com@evil.com/",
                "www.example.com",
                "about:blank",
                ""
            })
    void refusesOtherPages(String page) {
        assertPicture(pixel("shop", page).get(PATH), "origin-not-allowed");
    }

    @Test
    void refusesWithoutReferrer() {
        Response answer = Door.sender()
                .header("Cookie", "hubspotutk=" + Bodies.utk())
                .queryParam("site", "shop")
                .queryParam("type", "page_view")
                .get(PATH);

        assertPicture(answer, "origin-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({"cross-site, origin-not-allowed", "same-site, accepted", "same-origin, accepted", "none, accepted"})
    void refusesWhatTheBrowserCallsCrossSite(String fetchSite, String verdict) {
        assertPicture(
                pixel("shop", Door.ORIGIN).header("Sec-Fetch-Site", fetchSite).get(PATH), verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, page_view, https://www.example.com, origin-not-allowed",
        "off, page_view, https://off.example.org, site-disabled",
        "strict, page_view, https://strict.example.org, no-consent",
        "shop, made_up, https://www.example.com, unknown-type",
        "shop, consent, https://www.example.com, bad-event",
        "tokens, page_view, https://tokens.example.org, bad-page-token"
    })
    void tellsWhyNot(String site, String type, String page, String verdict) {
        Response answer =
                request(page).queryParam("site", site).queryParam("type", type).get(PATH);

        assertPicture(answer, verdict);
    }

    @ParameterizedTest
    @CsvSource({"true, accepted", "false, no-consent", "yes, no-consent"})
    void consentMayBeSaid(String said, String verdict) {
        Response answer = request("https://strict.example.org/")
                .queryParam("site", "strict")
                .queryParam("type", "page_view")
                .queryParam("consent", said)
                .get(PATH);

        assertPicture(answer, verdict);
    }

    @Test
    void needsTheCookie() {
        RequestSpecification request = Door.sender()
                .header("Referer", Door.ORIGIN)
                .queryParam("site", "shop")
                .queryParam("type", "page_view");

        assertPicture(request.get(PATH), "no-utk");
        assertPicture(request.header("Cookie", "hubspotutk=7").get(PATH), "bad-utk");
        assertPicture(request.header("Sec-GPC", "1").get(PATH), "opted-out");
    }

    @Test
    void nothingFromOutsideGetsIntoTheHeaders() {
        Response answer = request(Door.ORIGIN)
                .urlEncodingEnabled(false)
                .get(PATH + "?site=shop%0d%0aX-Evil:1&type=page_view%0d%0aX-Evil:1");

        assertPicture(answer, "origin-not-allowed");
        assertThat(answer.header("X-Evil")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void isThereForGetOnly(String method) {
        assertThat(pixel("shop", Door.ORIGIN).request(method, PATH).statusCode())
                .isIn(404, 405);
    }

    private static RequestSpecification pixel(String site, String page) {
        return request(page).queryParam("site", site).queryParam("type", "page_view");
    }

    private static RequestSpecification request(String page) {
        return Door.sender().header("Referer", page).header("Cookie", "hubspotutk=" + Bodies.utk());
    }

    private static void assertPicture(Response answer, String verdict) {
        assertThat(answer.header("Utkast-Verdict")).isEqualTo(verdict);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("image/gif");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.asByteArray()).hasSize(43).startsWith('G', 'I', 'F', '8', '9', 'a');
    }

    private static JsonObject latest() throws SQLException {
        try (StoredEvents events = new StoredEvents(DoorProfile.outboxFile())) {
            return events.latest();
        }
    }
}
