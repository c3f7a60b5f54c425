package io.utkast.admin.letters;

import static io.restassured.RestAssured.given;
import static io.utkast.support.AdminProfile.operator;
import static io.utkast.support.Door.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.event.PortalKey;
import io.utkast.outbox.DeadLetters.Filter;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Settlement;
import io.utkast.support.AdminProfile;
import io.utkast.support.Events;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dead letters through the operator's door. The portal has no lane, so nothing happens to them by itself. */
@QuarkusTest
@TestProfile(AdminProfile.class)
class LettersOverHttpTest {
    private static final PortalKey QUIET = new PortalKey("quiet");
    private static final String PATH = "/admin/dead-letters";

    @Inject
    Outbox outbox;

    @BeforeEach
    @AfterEach
    void dropAll() {
        for (Object letter : page("limit=1000").getJsonArray("deadLetters")) {
            operator().delete(PATH + "/" + ((JsonObject) letter).getLong("id"));
        }
        await(outbox.settle(
                QUIET,
                await(outbox.take(QUIET, 1000)).stream()
                        .<Settlement>map(lease -> new Settlement.Delivered(lease, false))
                        .toList()));
    }

    @Test
    void isShutWithoutToken() {
        problem(given().get(PATH), 401, "bad-key");
        problem(given().post(PATH + "/replay"), 401, "bad-key");
        problem(given().delete(PATH + "/1"), 401, "bad-key");
    }

    @Test
    void showsALetterWithReasonAndBodyButNoWholeUtk() {
        bury(1, new DeathCause(400, "VALIDATION_ERROR", "no such template", "corr-1"));

        Response answer = operator().get(PATH + "?portal=quiet");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject letter =
                new JsonObject(answer.asString()).getJsonArray("deadLetters").getJsonObject(0);
        assertThat(letter.getMap())
                .containsEntry("portal", "quiet")
                .containsEntry("site", "shop")
                .containsEntry("visitor", "3f2a9c0d")
                .containsEntry("type", "page_view")
                .containsEntry("status", 400)
                .containsEntry("category", "VALIDATION_ERROR")
                .containsEntry("message", "no such template")
                .containsEntry("correlationId", "corr-1")
                .containsEntry("deaths", 1)
                .containsEntry("eventId", Events.pageView(QUIET, 0).id().value())
                .containsKeys("id", "at", "acceptedAt", "diedAt", "receipt");
        assertThat(letter.getJsonObject("body").getString("title")).isEqualTo("Page 0");
        assertThat(answer.asString()).doesNotContain(Events.UTK.value());
    }

    @Test
    void goesThroughAllByPages() {
        bury(5, new DeathCause(400, null, "no", null));

        JsonObject first = page("limit=2");
        JsonObject second = page("limit=2&after=" + first.getString("next"));
        JsonObject third = page("limit=2&after=" + second.getString("next"));

        assertThat(List.of(first, second, third))
                .extracting(page -> page.getJsonArray("deadLetters").size())
                .containsExactly(2, 2, 1);
        assertThat(third.getMap()).containsEntry("next", null);
    }

    @Test
    void dryRunTellsCountAndCostAndDoesNothing() {
        bury(3, new DeathCause(400, "VALIDATION_ERROR", "no", null));

        JsonObject answer = replay("{\"portal\":\"quiet\",\"status\":400,\"dryRun\":true}");

        assertThat(answer.getBoolean("dryRun")).isTrue();
        assertThat(answer.getLong("matching")).isEqualTo(3);
        // The portal was removed: its batches are of one.
        assertThat(answer.getLong("requests")).isEqualTo(3);
        assertThat(page("limit=100").getJsonArray("deadLetters")).hasSize(3);
    }

    @Test
    void replaysByReasonWithTheSameIds() {
        bury(2, new DeathCause(400, "VALIDATION_ERROR", "no such template", null));
        bury(2, 4, new DeathCause(404, null, "gone", null));

        JsonObject answer = replay("{\"category\":\"VALIDATION_ERROR\",\"text\":\"TEMPLATE\"}");

        assertThat(answer.getLong("replayed")).isEqualTo(2);
        assertThat(answer.getLong("left")).isZero();
        assertThat(await(outbox.take(QUIET, 10)))
                .extracting(lease -> lease.event().id())
                .containsExactlyInAnyOrder(
                        Events.pageView(QUIET, 0).id(),
                        Events.pageView(QUIET, 1).id());
        assertThat(page("limit=100").getJsonArray("deadLetters")).hasSize(2);
    }

    @Test
    void dropsALetterOnce() {
        bury(1, new DeathCause(400, null, "no", null));
        long id = page("limit=100").getJsonArray("deadLetters").getJsonObject(0).getLong("id");

        assertThat(operator().delete(PATH + "/" + id).statusCode()).isEqualTo(204);
        assertThat(problem(operator().delete(PATH + "/" + id), 404, "not-found").getString("detail"))
                .contains("id");
        assertThat(await(outbox.deadLetters().count(Filter.ALL))).isEmpty();
    }

    @Test
    void statsTellHowNearTheBoundsAre() {
        bury(1, new DeathCause(400, null, "no", null));

        JsonObject letters = new JsonObject(operator().get("/admin/stats").asString())
                .getJsonObject("outbox")
                .getJsonObject("deadLetters");

        assertThat(letters.getMap())
                .containsEntry("kept", 1)
                .containsEntry("maximum", 100_000)
                .containsEntry("keepSeconds", 2_592_000)
                .containsEntry("warning", null);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=many, limit",
        "portal=NOT%20A%20KEY, portal",
        "after=yesterday, after"
    })
    void namesTheWrongParameter(String query, String name) {
        assertThat(problem(operator().get(PATH + "?" + query), 400, "bad-request")
                        .getString("detail"))
                .contains("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"portl\":\"acme\"}|portl",
                "{\"status\":\"four\"}|status",
                "{\"from\":\"monday\"}|from",
                "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}|to",
                "{\"dryRun\":\"perhaps\"}|dryRun",
                "[1]|body",
                "not json|body"
            })
    void refusesAReplayThatIsNotUnderstood(String body, String name) {
        bury(1, new DeathCause(400, null, "no", null));

        Response answer = operator().body(body).post(PATH + "/replay");

        assertThat(problem(answer, 400, "bad-request").getString("detail")).contains("'" + name + "'");
        assertThat(page("limit=100").getJsonArray("deadLetters")).hasSize(1);
    }

    private static JsonObject page(String query) {
        Response answer = operator().get(PATH + "?" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString());
    }

    private static JsonObject replay(String body) {
        Response answer = operator().contentType("application/json").body(body).post(PATH + "/replay");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString());
    }

    private void bury(int count, DeathCause cause) {
        bury(0, count, cause);
    }

    private void bury(int from, int to, DeathCause cause) {
        await(outbox.append(Events.pageViews(QUIET, from, to)));
        await(outbox.settle(
                QUIET,
                await(outbox.take(QUIET, 1000)).stream()
                        .<Settlement>map(lease -> new Settlement.Dead(lease, cause))
                        .toList()));
    }

    private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
