package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.Door;
import io.utkast.support.TlsDoorProfile;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One stream of an HTTP/2 connection dribbles its body; the others are none of its business. */
@QuarkusTest
@TestProfile(TlsDoorProfile.class)
class SlowStreamTest {
    private static final byte[] BODY = shop(pageView()).encode().getBytes(UTF_8);

    @TestHTTPResource(value = Door.PATH, tls = true)
    @Nullable
    URI address;

    @Tag("slow")
    @Test
    @Timeout(60)
    void slowBodyCutsOffNoOtherStreamOfItsConnection() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(TlsDoorProfile.trust()).build()) {
            HttpResponse<String> first =
                    client.send(request(BodyPublishers.ofByteArray(BODY)), BodyHandlers.ofString());
            assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
            Dribble slow = new Dribble(client);
            // Each has ten seconds.
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            Dribble other = new Dribble(client);

            await().atMost(Duration.ofSeconds(30)).until(slow::isOver);
            assertThat(other.answer).isNotDone();
            other.end();
            // Else the client waits for the rest before it closes.
            slow.end();

            assertThat(slow.answer).isCompletedExceptionally();
            assertThat(other.answer.join().statusCode()).isEqualTo(202);
        }
    }

    private HttpRequest request(BodyPublisher body) {
        return HttpRequest.newBuilder(Objects.requireNonNull(address))
                .header("Origin", Door.ORIGIN)
                .header("User-Agent", Door.USER_AGENT)
                .header("Content-Type", "text/plain")
                .timeout(Duration.ofSeconds(40))
                .POST(body)
                .build();
    }

    /** A request whose body has begun. */
    private final class Dribble {
        private final PipedOutputStream body = new PipedOutputStream();
        private final CompletableFuture<HttpResponse<String>> answer;

        Dribble(HttpClient client) throws IOException {
            PipedInputStream sent = new PipedInputStream(body);
            body.write(BODY, 0, 10);
            body.flush();
            answer = client.sendAsync(request(BodyPublishers.ofInputStream(() -> sent)), BodyHandlers.ofString());
        }

        /** The client looks whether it was cut off only while it has something to send. */
        boolean isOver() throws IOException {
            if (!answer.isDone()) {
                body.write(' ');
                body.flush();
            }
            return answer.isDone();
        }

        void end() throws IOException {
            body.write(BODY, 10, BODY.length - 10);
            body.close();
        }
    }
}
