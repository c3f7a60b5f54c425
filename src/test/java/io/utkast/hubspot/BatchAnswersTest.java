package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import io.utkast.support.MutableClock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that tell of several events, or of ones that exist. */
class BatchAnswersTest {
    private static final DeliveryId A = new DeliveryId("4242:shop:aa");
    private static final DeliveryId B = new DeliveryId("4242:shop:ab");
    private static final DeliveryId C = new DeliveryId("4242:shop:ac");
    private static final List<TimelineEvent> SINGLE = List.of(TimelineEvents.of(A.value()));
    private static final List<TimelineEvent> BATCH =
            Stream.of(A, B, C).map(id -> TimelineEvents.of(id.value())).toList();

    private final MutableClock clock = new MutableClock();
    private final AnswerReader reader = new AnswerReader(new TimelineV3(), new WaitTimes(clock), new Random(1));
    private final AnswerReader appEvents =
            new AnswerReader(new AppEvents("2026-09"), new WaitTimes(clock), new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void takesAnEmptyBatchAnswerAsAll(int status) {
        assertThat(reader.read(answer(status, ""), BATCH)).isEqualTo(new Outcome.Delivered(Set.of(), QuotaSeen.NONE));
    }

    @Test
    void readsACompleteBatch() {
        String body = "{\"status\":\"COMPLETE\",\"results\":[{\"id\":\"4242:shop:ab\",\"objectId\":\"7\"},"
                + "{\"id\":\"4242:shop:aa\"},{\"id\":\"4242:shop:ac\"}],\"startedAt\":\"2026-11-23T09:15:01.123456Z\"}";

        assertThat(reader.read(answer(201, body), BATCH)).isEqualTo(new Outcome.Delivered(Set.of(B), QuotaSeen.NONE));
    }

    @Test
    void leavesOpenWhatACreatedBatchDoesNotName() {
        String body = "{\"results\":[{\"id\":\"4242:shop:ab\"},{\"id\":\"another\"}]}";

        assertThat(reader.read(answer(201, body), BATCH))
                .isEqualTo(new Outcome.Partly(Map.of(B, false), Map.of(), QuotaSeen.NONE));
        assertThat(reader.read(answer(201, ""), BATCH))
                .isEqualTo(new Outcome.Partly(Map.of(), Map.of(), QuotaSeen.NONE));
    }

    @Test
    void readsAPartialBatch() {
        String body = "{\"results\":[{\"id\":\"4242:shop:aa\",\"objectId\":\"7\"}],\"numErrors\":2,\"errors\":["
                + "{\"status\":\"error\",\"category\":\"VALIDATION_ERROR\",\"message\":\"Event 4242:shop:ab failed\","
                + "\"context\":{\"id\":[\"4242:shop:ab\"]},\"subCategory\":{},\"errors\":[],\"links\":{}},"
                + "{\"category\":\"INTERNAL_ERROR\",\"message\":\"oops\",\"id\":\"4242:shop:ac\"}]}";

        Outcome outcome = reader.read(answer(207, body, "X-HubSpot-Correlation-Id", "c-1"), BATCH);

        assertThat(outcome)
                .isEqualTo(new Outcome.Partly(
                        Map.of(A, true),
                        Map.of(B, new DeathCause(207, "VALIDATION_ERROR", "Event 4242:shop:ab failed", "c-1")),
                        "c-1",
                        QuotaSeen.NONE));
    }

    @Test
    void leavesAMissingTemplateOfABatchToItsOwnAnswer() {
        String body = "{\"results\":[{\"id\":\"4242:shop:aa\"}],\"errors\":[{\"category\":\"OBJECT_NOT_FOUND\","
                + "\"message\":\"No event template\",\"context\":{\"id\":[\"4242:shop:ab\",\"4242:shop:ac\"]}}]}";

        assertThat(reader.read(answer(207, body), BATCH))
                .isEqualTo(new Outcome.Partly(Map.of(A, false), Map.of(), QuotaSeen.NONE));
    }

    @Test
    void takesAnExistingEventForDelivered() {
        Answer named = answer(400, "{\"message\":\"Event 4242:shop:ab already exists\"}");
        Answer unnamed = answer(400, "{\"message\":\"An event already exists\"}");

        assertThat(reader.read(unnamed, SINGLE)).isInstanceOf(Outcome.Delivered.class);
        assertThat(reader.read(answer(409, ""), SINGLE)).isInstanceOf(Outcome.Delivered.class);
        assertThat(reader.read(named, BATCH)).isEqualTo(new Outcome.AlreadyThere(Set.of(B), QuotaSeen.NONE));
        assertThat(reader.read(unnamed, BATCH)).isEqualTo(new Outcome.AlreadyThere(Set.of(), QuotaSeen.NONE));
        assertThat(reader.read(answer(409, "<html>"), BATCH))
                .isEqualTo(new Outcome.AlreadyThere(Set.of(), QuotaSeen.NONE));
    }

    @Test
    void believesOnlyWhatIsSaidToExist() {
        String body = "{\"message\":\"Event 4242:shop:aa already exists\",\"errors\":["
                + "{\"message\":\"Event 4242:shop:aa already exists\",\"context\":{\"id\":[\"4242:shop:aa\"]}},"
                + "{\"message\":\"Event 4242:shop:ab failed\",\"context\":{\"id\":[\"4242:shop:ab\"]}}]}";

        assertThat(appEvents.read(answer(409, body), BATCH))
                .isEqualTo(new Outcome.AlreadyThere(Set.of(A), QuotaSeen.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void takesAYesToABatchOfAppEventsAsAYesToAll(int status) {
        assertThat(appEvents.read(answer(status, ""), BATCH))
                .isEqualTo(new Outcome.Delivered(Set.of(), QuotaSeen.NONE));
        assertThat(appEvents.read(
                        answer(status, "{\"results\":[{\"id\":\"4242:shop:ac\",\"objectId\":\"7\"}]}"), BATCH))
                .isEqualTo(new Outcome.Delivered(Set.of(C), QuotaSeen.NONE));
    }
}
