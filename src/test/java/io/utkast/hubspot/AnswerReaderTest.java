package io.utkast.hubspot;

import static io.utkast.hubspot.ScriptedCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import io.utkast.support.MutableClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
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

    static Stream<Arguments> delays() {
        String daily = "{\"message\":\"You have reached your daily limit.\",\"policyName\":\"DAILY\"}";
        String rolling = "{\"message\":\"You have reached your ten_secondly_rolling limit.\","
                + "\"policyName\":\"TEN_SECONDLY_ROLLING\"}";
        String secondly = "{\"message\":\"You have reached your secondly limit.\"}";
        String interval = "X-HubSpot-RateLimit-Interval-Milliseconds";
        return Stream.of(
                later("429 by Retry-After", answer(429, rolling, "Retry-After", "7"), Scope.QUOTA, 7_000),
                later("429 by interval", answer(429, rolling, interval, "12000"), Scope.QUOTA, 12_000),
                later("429 without hint", answer(429, rolling), Scope.QUOTA, 10_000),
                later("429 as HTML", answer(429, "<html>"), Scope.QUOTA, 10_000),
                later("429 secondly", answer(429, secondly), Scope.QUOTA, 1_000),
                later("429 daily", answer(429, daily), Scope.QUOTA, 3_600_000),
                later("477 by Retry-After", answer(477, "", "Retry-After", "3600"), Scope.PORTAL, 3_600_000),
                later("477 beyond a day", answer(477, "", "Retry-After", "999999"), Scope.PORTAL, 86_400_000),
                later("477 without hint", answer(477, ""), Scope.PORTAL, 300_000),
                later("408", answer(408, ""), Scope.BATCH, 0),
                later("500", answer(500, "{\"message\":\"internal error\"}"), Scope.BATCH, 0),
                later("502 as HTML", answer(502, "<html>"), Scope.BATCH, 2_000),
                later("503 by Retry-After", answer(503, "", "Retry-After", "20"), Scope.BATCH, 20_000),
                later("504", answer(504, ""), Scope.BATCH, 2_000),
                later("521", answer(521, ""), Scope.BATCH, 2_000),
                later("522", answer(522, ""), Scope.BATCH, 30_000),
                later("523", answer(523, ""), Scope.BATCH, 2_000),
                later("524 of one event", answer(524, ""), Scope.BATCH, 2_000),
                later("525", answer(525, ""), Scope.BATCH, 30_000),
                later("526", answer(526, ""), Scope.BATCH, 30_000));
    }

    private static Arguments later(String name, Answer answer, Scope scope, long millis) {
        return arguments(named(name, answer), scope, Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void triesLater(Answer answer, Scope scope, Duration delay) {
        Outcome outcome = reader.read(answer, SINGLE);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.TryLater.class, later -> {
            assertThat(later.scope()).isEqualTo(scope);
            assertThat(later.delay()).isEqualTo(delay);
        });
    }

    @Test
    void waitsForTheEndOfALock() {
        assertThat(reader.read(answer(423, ""), BATCH)).isInstanceOfSatisfying(Outcome.TryLater.class, later -> {
            assertThat(later.scope()).isEqualTo(Scope.LOCKED);
            assertThat(later.delay()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        });
    }

    @ParameterizedTest
    @CsvSource({"Europe/Stockholm, PT14H", "UTC, PT15H", "Asia/Tokyo, PT6H", "America/Los_Angeles, PT23H"})
    void waitsForMidnightOfTheAccountsDay(String zone, Duration rest) {
        WaitTimes waits = new WaitTimes(clock, ZoneId.of(zone));
        Answer daily = answer(429, "{\"policyName\":\"DAILY\"}", "Retry-After", "1");

        Outcome outcome = new AnswerReader(new TimelineV3(), waits, new Random(1)).read(daily, SINGLE);

        assertThat(((Outcome.TryLater) outcome).delay()).isEqualTo(rest);
    }

    @Test
    void looksOnceAnHourWhereTheTimeZoneIsUnknown() {
        Answer daily = answer(429, "{\"message\":\"You have reached your daily limit.\"}", "Retry-After", "2");
        Answer longer = answer(429, "{\"policyName\":\"DAILY\"}", "Retry-After", "7200");

        assertThat(((Outcome.TryLater) reader.read(daily, SINGLE)).delay()).isEqualTo(Duration.ofHours(1));
        assertThat(((Outcome.TryLater) reader.read(longer, SINGLE)).delay()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void restsAfterALimitEvenIfToldToRetryAtOnce() {
        assertThat(((Outcome.TryLater) reader.read(answer(429, "{}", "Retry-After", "0"), SINGLE)).delay())
                .isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 413, 414, 422})
    void refusesOneEvent(int status) {
        Outcome outcome = reader.read(
                answer(status, "{\"message\":\"No.\",\"category\":\"VALIDATION_ERROR\",\"correlationId\":\"c-9\"}"),
                SINGLE);

        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Refused(new DeathCause(status, "VALIDATION_ERROR", "No.", "c-9"), QuotaSeen.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 405, 410, 415})
    void saysWhichTypeGoesToWhatIsNotThere(int status) {
        Answer html = answer(status, "<html><body>nothing here</body></html>");

        assertThat(reader.read(html, SINGLE))
                .isEqualTo(new Outcome.Misdirected(
                        "HubSpot answered " + status + " for eventTemplateId 1001: an HTML page", QuotaSeen.NONE));
        assertThat(appEvents.read(html, BATCH))
                .isEqualTo(new Outcome.Misdirected(
                        "HubSpot answered " + status + " for eventTypeName 1001: an HTML page", QuotaSeen.NONE));
    }

    @Test
    void knowsAMissingTemplateByItsCategoryToo() {
        Answer answer = answer(400, "{\"message\":\"No event template 1001\",\"category\":\"OBJECT_NOT_FOUND\"}");

        assertThat(reader.read(answer, SINGLE)).isInstanceOf(Outcome.Misdirected.class);
    }

    @Test
    void blamesTheEventForARecordThatIsNotThere() {
        Answer answer = answer(404, "{\"message\":\"No contact exists with objectId 90210\"}");

        assertThat(reader.read(answer, List.of(TimelineEvents.onRecord("90210"))))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(reader.read(answer, List.of(TimelineEvents.onRecord("10")))).isInstanceOf(Outcome.Misdirected.class);
        assertThat(reader.read(answer, List.of(TimelineEvents.onRecord("90")))).isInstanceOf(Outcome.Misdirected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 524})
    void splitsABatch(int status) {
        assertThat(reader.read(answer(status, ""), BATCH)).isInstanceOf(Outcome.SplitAndRetry.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void asksForAuthorisation(int status) {
        assertThat(reader.read(answer(status, "{\"message\":\"expired\"}"), SINGLE))
                .isEqualTo(new Outcome.Unauthorized("HubSpot answered " + status + ": expired", QuotaSeen.NONE));
    }

    @Test
    void namesMissingScopes() {
        String body = "{\"category\":\"MISSING_SCOPES\",\"errors\":[{\"message\":\"needed\","
                + "\"context\":{\"requiredGranularScopes\":[\"timeline\"]}}]}";

        assertThat(((Outcome.Unauthorized) reader.read(answer(403, body), SINGLE)).why())
                .isEqualTo("the app lacks the scopes timeline; add them and install it again");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204})
    void takesASingleYes(int status) {
        assertThat(reader.read(answer(status, ""), SINGLE)).isEqualTo(new Outcome.Delivered(Set.of(), QuotaSeen.NONE));
    }

    @Test
    void seesWhetherAnEventIsLinked() {
        Answer linked = answer(201, "{\"id\":\"4242:shop:aa\",\"objectId\":\"90210\"}");
        Answer unlinked = answer(201, "{\"id\":\"4242:shop:aa\",\"objectId\":null}");

        assertThat(((Outcome.Delivered) reader.read(linked, SINGLE)).linked()).containsExactly(A);
        assertThat(((Outcome.Delivered) reader.read(unlinked, SINGLE)).linked()).isEmpty();
    }

    @Test
    void isNotFooledByAVisitorsWords() {
        Answer answer = answer(400, "{\"message\":\"'it already exists' is not a valid number\"}");

        assertThat(reader.read(answer, SINGLE)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void keepsEmailAddressesOutOfMessages() {
        Answer answer = answer(400, "{\"message\":\"Email ann.lee+x@example.com is taken\",\"errors\":[\"<a@b.se>\"]}");

        assertThat(((Outcome.Refused) reader.read(answer, SINGLE)).cause().message())
                .isEqualTo("Email <e-mail> is taken; <<e-mail>>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "<html>oops</html>", "null", "[]", "42", "{", "\"text\"", "{\"errors\":[\"a\",{}]}"})
    void survivesAnyBody(String body) {
        for (int status = 200; status < 600; status++) {
            assertThat(reader.read(answer(status, body), SINGLE)).isNotNull();
            assertThat(reader.read(answer(status, body), BATCH)).isNotNull();
        }
    }

    @Test
    void readsPlainStringErrors() {
        Answer answer = answer(400, "{\"message\":\"Invalid\",\"errors\":[\"first\",{\"message\":\"second\"}]}");

        assertThat(((Outcome.Refused) reader.read(answer, SINGLE)).cause().message())
                .isEqualTo("Invalid; first; second");
    }

    @Test
    void tellsTheQuotaOfEachAnswer() {
        Answer answer = answer(
                422,
                "",
                "X-HubSpot-RateLimit-Max",
                "110",
                "X-HubSpot-RateLimit-Remaining",
                "9",
                "X-HubSpot-RateLimit-Interval-Milliseconds",
                "10000");

        assertThat(reader.read(answer, SINGLE).quota()).isEqualTo(new QuotaSeen(110, 9, Duration.ofSeconds(10)));
    }
}
