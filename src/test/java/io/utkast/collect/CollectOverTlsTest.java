package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.Door;
import io.utkast.support.TlsDoorProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that does TLS itself speaks HTTP/2; without TLS it does not (AbuseTest). */
@QuarkusTest
@TestProfile(TlsDoorProfile.class)
class CollectOverTlsTest {
    @TestHTTPResource(value = Door.PATH, tls = true)
    @Nullable
    URI address;

    @Test
    void takesRequestsOverHttp2() throws Exception {
        byte[] body = shop(pageView()).encode().getBytes(UTF_8);
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(TlsDoorProfile.trust()).build()) {
            for (BodyPublisher publisher : List.of(
                    BodyPublishers.ofByteArray(body),
                    BodyPublishers.ofByteArray(body),
                    // Of a size that is told nobody.
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
                HttpResponse<String> response = client.send(request(publisher), BodyHandlers.ofString());

                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            }
        }
    }

    /** Over TLS a chunk of the body is a part of a record that cannot grow. */
    @ParameterizedTest
    @EnumSource
    void takesABodyOfManyChunks(HttpClient.Version version) throws Exception {
        byte[] body = shop(pageView()).put("more", "m".repeat(60_000)).encode().getBytes(UTF_8);
        try (HttpClient client = HttpClient.newBuilder()
                .version(version)
                .sslContext(TlsDoorProfile.trust())
                .build()) {
            HttpResponse<String> response =
                    client.send(request(BodyPublishers.ofByteArray(body)), BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(version);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        }
    }

    @Test
    void refusesABodyOfNoSizeThatIsTooLargeOverHttp2() throws Exception {
        byte[] body = new byte[Body.LARGEST + 1];
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(TlsDoorProfile.trust()).build()) {
            HttpResponse<String> response = client.send(
                    request(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                    BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("too-large");
        }
    }

    private HttpRequest request(BodyPublisher body) {
        return HttpRequest.newBuilder(Objects.requireNonNull(address))
                .header("Origin", Door.ORIGIN)
                .header("User-Agent", Door.USER_AGENT)
                .header("Content-Type", "text/plain")
                .timeout(Duration.ofSeconds(10))
                .POST(body)
                .build();
    }
}
