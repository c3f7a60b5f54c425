package io.utkast.admin.receipts;

import static io.utkast.support.AdminProfile.operator;
import static io.utkast.support.Door.problem;
import static io.utkast.support.Door.send;
import static io.utkast.support.Door.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Settlement;
import io.utkast.support.AdminProfile;
import io.utkast.support.Events;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts and the live tail through the operator's door. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class ReceiptsOverHttpTest {
    private static final String UTK = "11112222333344445555666677778888";

    @Inject
    Outbox outbox;

    @Test
    void receiptTellsOfEachEvent() {
        String receipt = understood(send(request(UTK)
                        .put(
                                "events",
                                new JsonArray()
                                        .add(event("receipt-0001", "page_view"))
                                        .add(event("receipt-0001", "page_view"))
                                        .add(event("receipt-0002", "no_such_type")))))
                .getString("receipt");

        JsonObject body =
                new JsonObject(operator().get("/admin/receipts/" + receipt).asString());

        assertThat(body.getMap())
                .containsEntry("receipt", receipt)
                .containsEntry("site", "shop")
                .containsEntry("visitor", "11112222")
                .containsEntry("complete", true);
        List<JsonObject> events = objects(body.getJsonArray("events"));
        assertThat(events)
                .extracting(event -> event.getInteger("index") + " " + event.getString("state"))
                .containsExactly("0 queued", "1 duplicate", "2 refused");
        assertThat(events.get(2).getString("why")).isEqualTo("unknown-type");
        assertThat(events.get(0).getString("id")).startsWith("acme:shop:");
        assertThat(body.encode()).doesNotContain(UTK);
    }

    @Test
    void receiptThatMemoryDoesNotKnowIsFoundInTheOutbox() {
        PortalKey quiet = new PortalKey("quiet-too");
        List<QueuedEvent> events = Events.pageViews(quiet, 0, 3).stream()
                .map(event -> withReceipt(event, new Receipt("e".repeat(32))))
                .toList();
        outbox.append(events).toCompletableFuture().join();
        List<Lease> leases = outbox.take(quiet, 2).toCompletableFuture().join();
        outbox.settle(
                        quiet,
                        List.of(
                                new Settlement.Dead(leases.get(0), new DeathCause(400, "BAD", "no", "corr-9")),
                                new Settlement.Held(leases.get(1), "the template")))
                .toCompletableFuture()
                .join();

        JsonObject body = new JsonObject(
                operator().get("/admin/receipts/" + "e".repeat(32)).asString());

        assertThat(body.getBoolean("complete")).isFalse();
        assertThat(objects(body.getJsonArray("events")))
                .extracting(event -> event.getString("state") + " " + event.getString("why"))
                .containsExactlyInAnyOrder("queued null", "held the template", "dead no");
        assertThat(body.encode()).contains("corr-9").doesNotContain(Events.UTK.value());
    }

    @Test
    void requestsAreFoundByTheirEvents() {
        String utk = "22223333444455556666777788889999";
        String receipt = understood(send(
                        request(utk).put("events", new JsonArray().add(event("found-00001", "page_view")))))
                .getString("receipt");

        JsonObject found = new JsonObject(
                operator().get("/admin/receipts?event=found-00001").asString());

        JsonObject one = objects(found.getJsonArray("receipts")).getFirst();
        assertThat(one.getString("receipt")).isEqualTo(receipt);
        String id = objects(one.getJsonArray("events")).getFirst().getString("id");
        assertThat(new JsonObject(operator().get("/admin/receipts?event=" + id).asString()))
                .isEqualTo(found);
    }

    @Test
    void requestsThatMemoryDoesNotKnowAreFoundInTheOutboxByTheirEvents() {
        PortalKey quiet = new PortalKey("quiet-three");
        outbox.append(List.of(
                        withReceipt(Events.pageView(quiet, 70), new Receipt("a".repeat(32))),
                        withReceipt(Events.pageView(quiet, 71), new Receipt("b".repeat(32)))))
                .toCompletableFuture()
                .join();
        Lease lease = outbox.take(quiet, 1).toCompletableFuture().join().getFirst();
        outbox.settle(quiet, List.of(new Settlement.Dead(lease, new DeathCause(400, "BAD", "no", "corr-77"))))
                .toCompletableFuture()
                .join();

        for (String query : List.of(
                "event=" + lease.event().event().id(), "event=" + lease.event().id(), "correlation=corr-77")) {
            JsonObject found =
                    new JsonObject(operator().get("/admin/receipts?" + query).asString());
            assertThat(objects(found.getJsonArray("receipts")))
                    .as(query)
                    .extracting(one -> one.getString("receipt"))
                    .containsExactly(lease.event().receipt().value());
        }
    }

    @Test
    void namesWhatIsWrongWithALookUp() {
        for (String query : List.of("", "?event=found-00001&correlation=x", "?event=short")) {
            assertThat(problem(operator().get("/admin/receipts" + query), 400, "bad-request")
                            .getString("detail"))
                    .contains("'event'");
        }
        assertThat(problem(operator().get("/admin/receipts?event=never-seen"), 404, "not-found")
                        .getString("detail"))
                .contains("'event': not known");
        assertThat(problem(operator().get("/admin/receipts?correlation=never-seen"), 404, "not-found")
                        .getString("detail"))
                .contains("'correlation': not known");
    }

    @Test
    void unknownReceiptIsNotFoundAndWrongOneNamed() {
        assertThat(problem(operator().get("/admin/receipts/" + "0".repeat(32)), 404, "not-found")
                        .getString("detail"))
                .contains("receipt");
        assertThat(problem(operator().get("/admin/receipts/nonsense"), 400, "bad-request")
                        .getString("detail"))
                .contains("'receipt'");
    }

    @Test
    void tailShowsTheLatestVerdictsOfAVisitor() {
        String utk = "aaaabbbb333344445555666677778888";
        send(request(utk).put("events", new JsonArray().add(event("tail-00001", "page_view"))));
        send(request(utk)
                .put(
                        "events",
                        new JsonArray().add(event("tail-00001", "page_view")).add(event("tail-00002", "Wrong Type"))));

        String answer = operator()
                .get("/admin/events?site=shop&visitor=AAAABBBB&limit=10")
                .asString();

        List<JsonObject> events = objects(new JsonObject(answer).getJsonArray("events"));
        assertThat(events)
                .extracting(event -> event.getString("verdict"))
                .containsExactly("bad-event", "duplicate", "accepted");
        assertThat(events.get(2).getMap())
                .containsEntry("site", "shop")
                .containsEntry("visitor", "aaaabbbb")
                .containsEntry("type", "page_view")
                .containsEntry("page", "www.example.com/pricing")
                .containsKeys("at", "receivedAt", "receipt");
        assertThat(events.get(0).fieldNames()).doesNotContain("type", "page", "at");
        assertThat(answer).doesNotContain(utk, "Secret title", "utm_source", "Wrong Type");
        assertThat(objects(new JsonObject(operator()
                                .get("/admin/events?visitor=aaaabbbb&limit=1")
                                .asString())
                        .getJsonArray("events")))
                .hasSize(1);
        assertThat(new JsonObject(operator()
                                .get("/admin/events?site=strict&visitor=aaaabbbb")
                                .asString())
                        .getJsonArray("events"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"visitor=xyz", "visitor=aaaabbbbcccc", "limit=0", "site=NOT%20A%20KEY"})
    void namesTheWrongParameterOfTheTail(String query) {
        assertThat(problem(operator().get("/admin/events?" + query), 400, "bad-request")
                        .getString("detail"))
                .contains("'" + query.substring(0, query.indexOf('=')) + "'");
    }

    private static QueuedEvent withReceipt(QueuedEvent event, Receipt receipt) {
        return new QueuedEvent(
                event.id(),
                event.portal(),
                event.site(),
                event.visitor(),
                event.domain(),
                event.event(),
                receipt,
                event.acceptedAt());
    }

    private static JsonObject request(String utk) {
        return new JsonObject().put("site", "shop").put("utk", utk);
    }

    private static JsonObject event(String id, String type) {
        return new JsonObject()
                .put("id", id)
                .put("type", type)
                .put("url", "https://www.example.com/pricing?utm_source=x#top")
                .put("title", "Secret title");
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
