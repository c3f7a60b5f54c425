package io.utkast.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.utkast.support.AdminProfile;
import io.utkast.support.Door;
import io.utkast.support.Operators;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.spi.CDI;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AdminProfile.class)
class StatsStreamTest {
    private final StatsStream streams = CDI.current().select(StatsStream.class).get();
    private final List<InputStream> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (InputStream stream : open) {
            stream.close();
        }
        await().until(() -> streams.watching() == 0);
    }

    @Test
    void sendsTheStatsOnceASecond() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                Scanner lines = new Scanner(watch(client).body(), UTF_8)) {
            JsonObject first = next(lines);
            JsonObject second = next(lines);

            assertThat(first.getJsonObject("portals").fieldNames()).containsExactly("acme", "bolt");
            assertThat(second.getLong("uptimeSeconds") - first.getLong("uptimeSeconds"))
                    .isBetween(0L, 30L);
        }
    }

    @Test
    void servesABoundedNumberOfPagesAndForgetsThoseThatLeft() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int page = 0; page < StatsStream.MAXIMUM; page++) {
                assertThat(watch(client).statusCode()).isEqualTo(200);
            }

            var refused = Operators.byToken().get("/admin/stats/stream");
            Door.problem(refused, 503, "unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("10");

            open.removeLast().close();
            await().until(() -> streams.watching() == StatsStream.MAXIMUM - 1);
            assertThat(watch(client).statusCode()).isEqualTo(200);
            close();
            open.clear();
        }
    }

    private HttpResponse<InputStream> watch(HttpClient client) throws Exception {
        URI address = URI.create("http://localhost:" + RestAssured.port + "/admin/stats/stream");
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + AdminProfile.TOKEN)
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        open.add(response.body());
        return response;
    }

    private static JsonObject next(Scanner lines) {
        String line = lines.nextLine();
        while (!line.startsWith("data:")) {
            line = lines.nextLine();
        }
        return new JsonObject(line.substring("data:".length()));
    }
}
