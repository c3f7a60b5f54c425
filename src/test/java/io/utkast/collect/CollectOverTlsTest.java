package io.utkast.collect;

import static io.utkast.support.Bodies.pageView;
import static io.utkast.support.Bodies.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.utkast.support.Door;
import io.utkast.support.TlsDoorProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gateway that does TLS itself speaks HTTP/2; without TLS it does not (AbuseTest). */
@QuarkusTest
@TestProfile(TlsDoorProfile.class)
class CollectOverTlsTest {
    @TestHTTPResource(value = Door.PATH, tls = true)
    @Nullable
    URI address;

    @Test
    void takesRequestsOverHttp2() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(TlsDoorProfile.trust()).build()) {
            for (int i = 0; i < 2; i++) {
                HttpRequest request = HttpRequest.newBuilder(Objects.requireNonNull(address))
                        .header("Origin", Door.ORIGIN)
                        .header("User-Agent", Door.USER_AGENT)
                        .header("Content-Type", "text/plain")
                        .timeout(Duration.ofSeconds(10))
                        .POST(BodyPublishers.ofString(shop(pageView()).encode()))
                        .build();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            }
        }
    }
}
