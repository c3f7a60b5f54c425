package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.deliver.Destination;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.outbox.Lease;
import io.utkast.sandbox.RunningSandbox;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.support.NoGateway;
import io.utkast.support.QueuedEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of HubSpot's error table in both dialects, for one event and for a batch, over HTTP. */
@QuarkusTest
@TestProfile(NoGateway.class)
class ErrorTableTest {
    @SuppressWarnings("TimeZoneUsage")
    private final Clock clock = Clock.systemUTC();

    private final RunningSandbox sandbox = new RunningSandbox(Portals.SANDBOX, clock);

    /**
     * One row.
     *
     * @param fault the answer, as the sandbox's control API wants it
     * @param single what it means for one event
     * @param batch what it means for several
     */
    private record Row(String name, String fault, String single, String batch) {
        static Row same(String name, String fault, String both) {
            return new Row(name, fault, both, both);
        }
    }

    private static final String TIME_OUT = "time-out";

    /** For the row that is about a time-out alone: no other may depend on how fast the machine is. */
    private static final CallLimits IMPATIENT =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(3), 2, 12, Duration.ofMinutes(1));

    private static final String UNAUTHORIZED = "unauthorized";

    private static final String REFUSED = "refused";
    private static final String MISDIRECTED = "misdirected";
    private static final String DELIVERED = "delivered";
    private static final String THERE = "there";
    private static final String SPLIT = "split";

    /** About the request and its events. */
    private static List<Row> refusals() {
        return List.of(
                Row.same("400", body(400, "{\"message\":\"No.\",\"category\":\"VALIDATION_ERROR\"}"), REFUSED),
                Row.same("400 without category", body(400, "{\"message\":\"Cannot build TimelineEvent\"}"), REFUSED),
                Row.same("400 as HTML", html(400), REFUSED),
                new Row("400 exists", body(400, "{\"message\":\"An event already exists\"}"), DELIVERED, THERE),
                Row.same("401 twice", status(401, "\"times\":2"), UNAUTHORIZED),
                Row.same("401 once", status(401, "\"times\":1"), DELIVERED),
                Row.same(
                        "403 scopes",
                        body(
                                403,
                                "{\"category\":\"MISSING_SCOPES\",\"errors\":[{\"context\":{"
                                        + "\"requiredGranularScopes\":[\"timeline\"]}}]}"),
                        UNAUTHORIZED + " timeline"),
                Row.same("403 as HTML", html(403), UNAUTHORIZED),
                Row.same(
                        "404 template",
                        body(404, "{\"category\":\"OBJECT_NOT_FOUND\",\"message\":\"none\"}"),
                        MISDIRECTED),
                Row.same("404 path", html(404), MISDIRECTED),
                Row.same("301", html(301), MISDIRECTED),
                Row.same("408", status(408, ""), later(Scope.BATCH, 0)),
                Row.same("405", html(405), MISDIRECTED),
                new Row("409", status(409, ""), DELIVERED, THERE),
                new Row("409 as HTML", html(409), DELIVERED, THERE),
                new Row("413", status(413, ""), REFUSED, SPLIT),
                Row.same("414", html(414), REFUSED));
    }

    /** About HubSpot and the way there. */
    private static List<Row> troubles() {
        return List.of(
                Row.same("423", status(423, ""), later(Scope.LOCKED, 2)),
                Row.same("429 rolling", limit("TEN_SECONDLY_ROLLING", ""), later(Scope.QUOTA, 10)),
                Row.same("429 with Retry-After", limit("TEN_SECONDLY_ROLLING", "7"), later(Scope.QUOTA, 7)),
                Row.same(
                        "429 secondly",
                        body(429, "{\"message\":\"You have reached your secondly limit.\"}"),
                        later(Scope.QUOTA, 1)),
                Row.same("429 daily", limit("DAILY", ""), later(Scope.QUOTA, 3_600)),
                Row.same("429 as HTML", html(429), later(Scope.QUOTA, 10)),
                Row.same("477", header(477, "86400"), later(Scope.PORTAL, 86_400)),
                Row.same("477 beyond a day", header(477, "999999"), later(Scope.PORTAL, 86_400)),
                Row.same("500", status(500, ""), later(Scope.BATCH, 0)),
                Row.same("502 as HTML", html(502), later(Scope.BATCH, 2)),
                Row.same("503", status(503, ""), later(Scope.BATCH, 2)),
                Row.same("504 as HTML", html(504), later(Scope.BATCH, 2)),
                Row.same("521", html(521), later(Scope.BATCH, 2)),
                Row.same("522", html(522), later(Scope.BATCH, 30)),
                Row.same("523", html(523), later(Scope.BATCH, 2)),
                new Row("524", html(524), later(Scope.BATCH, 2), SPLIT),
                Row.same("525", html(525), later(Scope.BATCH, 30)),
                Row.same("526", html(526), later(Scope.BATCH, 30)),
                Row.same("reset before", "{\"reset\":true}", later(Scope.BATCH, 0)),
                Row.same("reset after", "{\"reset\":true,\"when\":\"after\"}", later(Scope.BATCH, 0)),
                Row.same(TIME_OUT, "{\"delayMs\":20000,\"when\":\"after\"}", later(Scope.BATCH, 0)));
    }

    static Stream<Arguments> table() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Stream.concat(refusals().stream(), troubles().stream())
                        .flatMap(row -> Stream.of(
                                arguments(dialect, row.name(), row.fault(), 1, row.single()),
                                arguments(dialect, row.name(), row.fault(), 3, row.batch()))));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest(name = "{0}: {1} for {3}")
    @MethodSource("table")
    void meansTheSameInBothDialects(Dialect dialect, String name, String fault, int events, String expected) {
        List<Lease> batch = IntStream.range(0, events)
                .mapToObj(i -> new Lease(i, 0, QueuedEvents.pageView(i)))
                .toList();
        sandbox.fault("{\"on\":\"" + (events == 1 ? "events" : "batch") + "\"," + fault.substring(1));

        Outcome outcome = destination(dialect, name).send(batch);

        assertThat(told(outcome)).isEqualTo(expected);
        assertThat(sandbox.posts().getLast())
                .startsWith("/integrators/timeline/" + (dialect == Dialect.TIMELINE_V3 ? "v3" : "2026-09") + "/events");
    }

    private Destination destination(Dialect dialect, String name) {
        Portal portal = Portals.acme(sandbox.url(), dialect, null);
        CallLimits limits = name.equals(TIME_OUT) ? IMPATIENT : CallLimits.DEFAULT;
        return new HubSpotDestinations(Portals::find, clock, limits)
                .of(portal, RefreshTokens.inMemory(portal.credentials().refreshToken()));
    }

    /** The outcome in the words of the table. */
    private static String told(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> "delivered";
            case Outcome.Partly _ -> "partly";
            case Outcome.AlreadyThere _ -> "there";
            case Outcome.TryLater later ->
                "later " + later.scope() + " " + later.delay().toSeconds();
            case Outcome.Refused _ -> "refused";
            case Outcome.Misdirected misdirected -> {
                assertThat(misdirected.why()).contains("1001");
                yield "misdirected";
            }
            case Outcome.Unauthorized denied ->
                "unauthorized" + (denied.why().contains("scopes timeline") ? " timeline" : "");
            case Outcome.SplitAndRetry _ -> "split";
        };
    }

    private static String later(Scope scope, int seconds) {
        return "later " + scope + " " + seconds;
    }

    private static String status(int status, String more) {
        return "{\"status\":" + status + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String html(int status) {
        return status(status, "\"body\":\"html\"");
    }

    private static String body(int status, String body) {
        return status(status, "\"body\":" + body);
    }

    private static String limit(String policy, String retryAfter) {
        String headers = retryAfter.isEmpty() ? "" : ",\"headers\":{\"Retry-After\":\"" + retryAfter + "\"}";
        return status(
                429, "\"body\":{\"policyName\":\"" + policy + "\",\"message\":\"You have reached it.\"}" + headers);
    }

    private static String header(int status, String retryAfter) {
        return status(status, "\"headers\":{\"Retry-After\":\"" + retryAfter + "\"}");
    }
}
