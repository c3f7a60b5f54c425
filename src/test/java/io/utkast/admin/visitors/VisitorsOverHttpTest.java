package io.utkast.admin.visitors;

import static io.utkast.support.AdminProfile.operator;
import static io.utkast.support.Door.problem;
import static io.utkast.support.Door.send;
import static io.utkast.support.Door.understood;
import static io.utkast.support.Door.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.AdminProfile;
import io.utkast.support.DoorProfile;
import io.utkast.support.StoredEvents;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consent taken back and erasure, through the doors of visitors and of the operator. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class VisitorsOverHttpTest {
    private final String utk = UUID.randomUUID().toString().replace("-", "");

    @Test
    void revocationRefusesItsEventsAndLaterOnesUntilConsentIsGivenAgain() {
        assertThat(verdict(send(request(null, event("before-01"))))).isEqualTo("1/0 []");

        assertThat(verdict(send(request(false, event("with-0001"))))).isEqualTo("0/0 [0 no-consent]");
        assertThat(verdict(send(request(null, event("after-001"))))).isEqualTo("0/0 [0 no-consent]");

        JsonObject late = event("before-02").put("at", System.currentTimeMillis() - 60_000);
        assertThat(verdict(send(request(true, late, event("after-002"))))).isEqualTo("1/0 [0 no-consent]");
        assertThat(verdict(send(request(null, event("after-003"))))).isEqualTo("1/0 []");
    }

    @Test
    void revocationAloneIsUnderstoodAndLeavesADurableTombstone() throws SQLException {
        assertThat(verdict(send(request(false)))).isEqualTo("0/0 []");

        assertThat(number("SELECT count(*) FROM tombstone WHERE utk = '" + utk + "' AND lifted = 0"))
                .isOne();
        understood(send(request(true)));
        assertThat(number("SELECT count(*) FROM tombstone WHERE utk = '" + utk + "' AND lifted = 1"))
                .isOne();
    }

    @Test
    void revocationWithoutUtkKeepsNothing() throws SQLException {
        long before = number("SELECT count(*) FROM tombstone");
        JsonObject body = request(false, event("nobody-01"));
        body.remove("utk");

        assertThat(verdict(send(body))).isEqualTo("0/0 [0 no-consent]");

        assertThat(number("SELECT count(*) FROM tombstone")).isEqualTo(before);
    }

    @Test
    void whatWasQueuedIsGoneAndCounted() {
        long before = revoked();
        String receipt = understood(send(request(null, event("queued-01"), event("queued-02"))))
                .getString("receipt");

        understood(send(request(false)));

        // A lane may have had them in its hands; then they go when it fails to deliver them.
        Awaitility.await().untilAsserted(() -> {
            assertThat(queued()).isZero();
            // The site's other tests may have events that go in these moments.
            assertThat(revoked() - before).isGreaterThanOrEqualTo(2);
            assertThat(operator().get("/admin/receipts/" + receipt).asString())
                    .contains("revoked")
                    .doesNotContain("queued\"");
        });
    }

    @Test
    void revocationOnABrokenDiskIsToBeTriedAgain() throws SQLException {
        try (StoredEvents file = new StoredEvents(DoorProfile.outboxFile())) {
            file.execute("CREATE TRIGGER refuse_stone BEFORE INSERT ON tombstone"
                    + " BEGIN SELECT RAISE(ABORT, 'no space'); END");
            Response answer = send(request(false));
            file.execute("DROP TRIGGER refuse_stone");

            problem(answer, 503, "unavailable");
            assertThat(answer.header("Retry-After")).isNotBlank();
        }
        assertThat(verdict(send(request(false)))).isEqualTo("0/0 []");
    }

    @Test
    void erasureTellsWhatWasRemovedAndWhatRemains() {
        understood(send(request(null, event("erase-001"))));

        Response answer = erase("{\"utk\":\"" + utk.toUpperCase(Locale.ROOT) + "\",\"domain\":\"www.example.com\"}");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        JsonObject body = new JsonObject(answer.asString());
        assertThat(body.getString("visitor")).isEqualTo(utk.substring(0, 8));
        assertThat(body.getJsonObject("removed").getMap())
                .containsEntry("limits", true)
                .containsEntry("receipts", 1)
                .containsEntry("tail", 1);
        assertThat(body.getJsonArray("remains").encode()).contains("contact", "template", "duplicate");
        assertThat(body.encode()).doesNotContain(utk).doesNotContain("perhaps all");
        Awaitility.await().untilAsserted(() -> assertThat(queued()).isZero());
        assertThat(verdict(send(request(null, event("erase-001"))))).isEqualTo("0/0 [0 no-consent]");
    }

    @Test
    void erasureOfAnUnknownDomainWarns() {
        Response answer = erase("{\"utk\":\"" + utk + "\",\"domain\":\"shop.example.com\"}");

        assertThat(answer.asString()).contains("perhaps all", "www.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"domain\":\"www.example.com\"}|utk",
                "{\"utk\":\"short\",\"domain\":\"www.example.com\"}|utk",
                "{\"utk\":\"3f2a9c0d1e4b5a697887766554433221\"}|domain",
                "{\"utk\":\"3f2a9c0d1e4b5a697887766554433221\",\"domain\":7}|domain",
                "nonsense|body"
            })
    void namesTheWrongField(String body, String name) {
        assertThat(problem(erase(body), 400, "bad-request").getString("detail")).contains("'" + name + "'");
    }

    private static Response erase(String body) {
        return operator().contentType("application/json").body(body).post("/admin/visitors/erase");
    }

    private JsonObject request(@Nullable Boolean consent, JsonObject... events) {
        JsonObject body = new JsonObject().put("site", "shop").put("utk", utk).put("events", new JsonArray());
        if (consent != null) {
            body.put("consent", consent);
        }
        for (JsonObject event : events) {
            body.getJsonArray("events").add(event);
        }
        return body;
    }

    private static JsonObject event(String id) {
        return new JsonObject().put("id", id).put("type", "page_view");
    }

    private long queued() throws SQLException {
        return number("SELECT count(*) FROM event WHERE utk = '" + utk + "'");
    }

    private static long revoked() {
        return new JsonObject(operator().get("/admin/stats").asString())
                .getJsonObject("sites")
                .getJsonObject("shop")
                .getLong("revoked");
    }

    private static long number(String sql) throws SQLException {
        try (StoredEvents file = new StoredEvents(DoorProfile.outboxFile())) {
            return file.number(sql);
        }
    }
}
