package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.Wire;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collect endpoint's requests are in the same metric as all others, each once, though Quarkus is told to leave them out. */
@QuarkusTest
@TestProfile(DoorProfile.class)
class RequestTimesTest {
    private static final String REQUESTS = "http.server.requests";

    /** What Quarkus has as the uri of a path that is not there. */
    private static final String NOWHERE = "NOT_FOUND";

    @Inject
    MeterRegistry registry;

    /** An answer is counted after it was sent: those of earlier tests too. */
    @BeforeEach
    void awaitThatNoMoreAreCounted() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(20)).during(Duration.ofMillis(300)).until(() -> {
            long now = registry.find(REQUESTS).timers().stream()
                    .mapToLong(Timer::count)
                    .sum();
            return before.getAndSet(now) == now;
        });
    }

    @Test
    void requestThatIsTakenIsTimed() {
        Timings before = timings("POST", Door.PATH, "202", "SUCCESS");

        assertThat(Door.verdict(Door.send(shop(pageView())))).isEqualTo("1/0 []");

        Timings now = awaitOneMore(before, "POST", Door.PATH, "202", "SUCCESS");
        assertThat(now.seconds() - before.seconds()).isBetween(1e-6, 10.0);
    }

    @Test
    void refusalsAreTimedByTheirStatus() {
        Timings broken = timings("POST", Door.PATH, "400", "CLIENT_ERROR");
        Timings wrongMethod = timings("GET", Door.PATH, "405", "CLIENT_ERROR");

        Door.problem(Door.send(Door.browser(), "{"), 400, "not-json");
        assertThat(Door.browser().get(Door.PATH).statusCode()).isEqualTo(405);

        awaitOneMore(broken, "POST", Door.PATH, "400", "CLIENT_ERROR");
        awaitOneMore(wrongMethod, "GET", Door.PATH, "405", "CLIENT_ERROR");
    }

    @Test
    void methodsThatSomebodyMadeUpShareATimer() throws IOException {
        Timings before = timings("other", Door.PATH, "405", "CLIENT_ERROR");

        for (String method : new String[] {"BREW", "WHEN"}) {
            try (Wire wire = Wire.to(RestAssured.port)) {
                wire.send(method + " " + Door.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
                assertThat(wire.statusLine()).contains(" 405 ");
            }
        }

        await().untilAsserted(() -> assertThat(
                        timings("other", Door.PATH, "405", "CLIENT_ERROR").count())
                .isEqualTo(before.count() + 2));
    }

    /** Quarkus leaves out more than what is spelt exactly as the path, by rules of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/events",
                "/v1/events/",
                "///v1/events//",
                "/v1/events;x=1",
                "/v1//events",
                "/v1/%65vents",
                "/x/../v1/events",
                "/v2/events"
            })
    void otherSpellingsOfThePathAreTimedOnce(String path) throws IOException {
        Timings before = timings("POST", NOWHERE, "404", "CLIENT_ERROR");

        try (Wire wire = Wire.to(RestAssured.port)) {
            wire.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
            assertThat(wire.statusLine()).contains(" 404 ");
        }

        awaitOneMore(before, "POST", NOWHERE, "404", "CLIENT_ERROR");
    }

    /** A preflight has a name of its own, which Quarkus gives it; what is none is ours. */
    @Test
    void preflightsAreCountedOnce() throws IOException {
        Timings quarkus = timings("OPTIONS", "/cors-preflight", "204", "SUCCESS");
        Timings ours = timings("OPTIONS", Door.PATH, "204", "SUCCESS");

        try (Wire wire = Wire.to(RestAssured.port)) {
            wire.send(
                    "OPTIONS " + Door.PATH + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + Door.ORIGIN
                            + "\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n\r\n");
            assertThat(wire.statusLine()).contains(" 204 ");
        }
        awaitOneMore(quarkus, "OPTIONS", "/cors-preflight", "204", "SUCCESS");
        assertThat(timings("OPTIONS", Door.PATH, "204", "SUCCESS")).isEqualTo(ours);

        assertThat(Door.browser().options(Door.PATH).statusCode()).isEqualTo(204);
        awaitOneMore(ours, "OPTIONS", Door.PATH, "204", "SUCCESS");
    }

    @Test
    void senderThatGoesAwayIsCountedAsReset() throws IOException {
        Timings before = timings("POST", Door.PATH, "RESET", "CLIENT_ERROR");

        try (Wire wire = Wire.to(RestAssured.port)) {
            wire.send("POST " + Door.PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nOrigin: "
                    + Door.ORIGIN + "\r\nContent-Length: 500\r\n\r\n{");
        }

        awaitOneMore(before, "POST", Door.PATH, "RESET", "CLIENT_ERROR");
    }

    private Timings awaitOneMore(Timings before, String method, String uri, String status, String outcome) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> timings(method, uri, status, outcome).count() > before.count());
        Timings now = timings(method, uri, status, outcome);
        assertThat(now.count()).isEqualTo(before.count() + 1);
        return now;
    }

    private Timings timings(String method, String uri, String status, String outcome) {
        Timer timer = registry.find(REQUESTS)
                .tags("method", method, "uri", uri, "status", status, "outcome", outcome)
                .timer();
        return timer == null ? new Timings(0, 0) : new Timings(timer.count(), timer.totalTime(TimeUnit.SECONDS));
    }

    private record Timings(long count, double seconds) {}
}
