package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.NoGateway;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoGateway.class)
class GuardedCallsTest {
    private static final String SINGLE = "/integrators/timeline/v3/events";
    private static final String BATCH = SINGLE + "/batch/create";
    private static final String TOKEN = "/oauth/v3/token";
    private static final EventRequest EVENT =
            new TimelineV3().request(List.of(TimelineEvents.withValues(Map.of("page_title", "Priser på 漢字 😀"))));
    private static final CallLimits PATIENT =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 2, 4, Duration.ofMinutes(1));
    /** Only for what is about a time-out. */
    private static final CallLimits SHORT =
            new CallLimits(Duration.ofSeconds(1), Duration.ofMillis(500), 2, 4, Duration.ofMinutes(1));

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheBodyAsItIs() throws Exception {
        server.on(SINGLE, Reply.json(201, "{\"id\":\"x\"}", "X-HubSpot-RateLimit-Max", "110"));

        Answer answer = calls(CallLimits.DEFAULT).post("secret", EVENT);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("X-HubSpot-RateLimit-Max")).isEqualTo("110");
        assertThat(answer.body()).isEqualTo("{\"id\":\"x\"}");
        ScriptedServer.Request request = server.requests(SINGLE).getFirst();
        assertThat(request.header("Authorization")).isEqualTo("Bearer secret");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body()).isEqualTo("""
                {"eventTemplateId":"1001","id":"4242:shop:aa","tokens":{"page_title":"Priser på 漢字 😀"},\
                "utk":"u","domain":"d","timestamp":"t"}""");
    }

    @Test
    void sendsToThePathAsItIs() throws Exception {
        server.on(BATCH, Reply.json(204, ""));

        Answer answer =
                calls(CallLimits.DEFAULT).post("secret", new EventRequest(BATCH.substring(1), "{\"inputs\":[]}"));

        assertThat(answer).isEqualTo(new Answer(204, answer.headers(), ""));
        assertThat(server.requests(BATCH).getFirst().body()).isEqualTo("{\"inputs\":[]}");
    }

    @Test
    void asksForATokenByForm() throws Exception {
        server.on(TOKEN, Reply.json(200, "{}"));

        calls(CallLimits.DEFAULT).refresh("refresh&1");

        ScriptedServer.Request request = server.requests(TOKEN).getFirst();
        assertThat(request.header("Content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=refresh_token",
                        "client_id=client",
                        "client_secret=client-secret",
                        "refresh_token=refresh%261");
    }

    @Test
    void givesErrorsBackAsTheyCame() throws Exception {
        for (int status : List.of(302, 400, 401, 404, 413, 429, 477, 500, 503, 524)) {
            server.on(SINGLE, Reply.json(status, "nonsense", "Retry-After", "60", "Location", server.url() + BATCH));

            Answer answer = calls(CallLimits.DEFAULT).post("secret", EVENT);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("retry-after")).isEqualTo("60");
            assertThat(answer.body()).isEqualTo("nonsense");
        }
        assertThat(server.requests(BATCH)).isEmpty();
    }

    @Test
    void givesUpOnASlowAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        server.on(SINGLE, exchange -> await(never));

        assertThatThrownBy(() -> calls(SHORT).post("secret", EVENT)).isInstanceOf(Unreachable.class);
        never.countDown();
    }

    @Test
    void saysWhenTheConnectionIsResetOrRefused() {
        server.on(SINGLE, Reply.reset());

        assertThatThrownBy(() -> calls(PATIENT).post("secret", EVENT))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("no answer");

        GuardedCalls calls = calls(PATIENT);
        server.close();
        assertThatThrownBy(() -> calls.post("secret", EVENT)).isInstanceOf(Unreachable.class);
    }

    @Test
    void sparesAFailingServer() {
        server.on(SINGLE, Reply.json(503, ""));
        GuardedCalls calls = calls(PATIENT);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        assertThat(calls.post("secret", EVENT).status()).isEqualTo(503);
                    }
                })
                .isInstanceOfSatisfying(
                        Unreachable.class, e -> assertThat(e.delay()).isEqualTo(Duration.ofMinutes(1)));
        assertThat(server.requests(SINGLE)).hasSize(4);
    }

    @Test
    void doesNotLetOnePortalsBreakerStopAnother() throws Exception {
        server.on(SINGLE, Reply.json(503, ""));
        GuardedCalls failing = calls(PATIENT);
        for (int i = 0; i < 4; i++) {
            failing.post("secret", EVENT);
        }

        assertThat(calls(PATIENT).post("secret", EVENT).status()).isEqualTo(503);
    }

    @Test
    void boundsRequestsAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        server.on(SINGLE, exchange -> {
            arrived.countDown();
            await(go);
            Reply.json(201, "{}").write(exchange);
        });
        GuardedCalls calls = calls(PATIENT);
        Callable<Answer> call = () -> calls.post("secret", EVENT);

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = threads.submit(call);
            Future<Answer> second = threads.submit(call);
            arrived.await();
            assertThatThrownBy(call::call).isInstanceOf(Unreachable.class).hasMessage("too many requests at once");
            go.countDown();

            assertThat(first.get().status()).isEqualTo(201);
            assertThat(second.get().status()).isEqualTo(201);
        }
    }

    private GuardedCalls calls(CallLimits limits) {
        return new GuardedCalls(Portals.acme(server.url()), limits);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
