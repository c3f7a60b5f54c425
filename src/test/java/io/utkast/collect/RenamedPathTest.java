package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.support.Door;
import io.utkast.support.RenamedDoorProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The collect endpoint under a path that no blocker knows. */
@QuarkusTest
@TestProfile(RenamedDoorProfile.class)
class RenamedPathTest {
    @Inject
    MeterRegistry registry;

    @Test
    void takesEventsUnderTheNewPath() {
        Response answer = Door.browser().body(shop(pageView()).encode()).post(RenamedDoorProfile.PATH);

        assertThat(Door.verdict(answer)).isEqualTo("1/0 []");
        assertThat(answer.headers().getValues("Access-Control-Allow-Origin")).containsExactly(Door.ORIGIN);
        assertThat(answer.headers().getValues("Vary")).containsExactly("Origin");
    }

    /** The body is read before the request goes on under the usual path. */
    @Test
    void takesBodyInChunksUnderTheNewPath() throws Exception {
        HttpResponse<String> answer =
                Door.chunked(RenamedDoorProfile.PATH, shop(pageView()).encode().getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"accepted\":1");
    }

    @Test
    void errorsUnderTheNewPathMayBeReadToo() {
        Response answer = Door.browser().body("{").post(RenamedDoorProfile.PATH);

        Door.problem(answer, 400, "not-json");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(Door.ORIGIN);
        assertThat(Door.browser().get(RenamedDoorProfile.PATH).statusCode()).isEqualTo(405);
    }

    @Test
    void preflightWorksUnderTheNewPath() {
        assertThat(Door.browser().options(RenamedDoorProfile.PATH).statusCode()).isEqualTo(204);
    }

    @Test
    void nothingIsUnderTheOldPath() {
        Door.problem(Door.send(shop(pageView())), 404, "not-found");
    }

    @Test
    void requestsToEitherPathAreTimedOnce() {
        // The earlier tests' requests are counted a moment after their answers.
        AtomicLong latest = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(20)).during(Duration.ofMillis(300)).until(() -> {
            long now = timed();
            return latest.getAndSet(now) == now;
        });
        long before = timed();

        String body = shop(pageView()).encode();
        assertThat(Door.browser().body(body).post(RenamedDoorProfile.PATH).statusCode())
                .isEqualTo(202);
        assertThat(Door.browser().body(body).post(Door.PATH).statusCode()).isEqualTo(404);

        await().during(Duration.ofMillis(300)).until(() -> timed() - before, Predicate.isEqual(2L));
    }

    private long timed() {
        return registry.find("http.server.requests").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void snippetSendsToTheNewPath() {
        assertThat(Door.sender().get("/u/shop.js").asString()).contains(RenamedDoorProfile.PATH);
    }
}
