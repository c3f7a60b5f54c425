package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.support.JarProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every door of what the build made, once: in a native executable each stands on files and classes that somebody has to
 * name in the build.
 */
class DoorsIT {
    private static final Pattern FILE = Pattern.compile("(?:src|href)=\"(/[^\"]+\\.(?:js|css|svg))\"");
    private static final String UTK = "3f2a9c0d1e4b5a697887766554433221";
    private static final String TOKEN = "doors-test";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static int port;
    private static int managementPort;
    private static JarProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        int[] ports = JarProcess.freePorts(2);
        port = ports[0];
        managementPort = ports[1];
        gateway = JarProcess.start(
                "demo",
                directory,
                Map.of(
                        "quarkus.profile",
                        "demo",
                        "quarkus.http.port",
                        "" + port,
                        "quarkus.management.port",
                        "" + managementPort,
                        "utkast.admin.token",
                        TOKEN,
                        "utkast.data-dir",
                        directory.resolve("data").toString()));
        gateway.awaitAnswer(url("/robots.txt"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/demo/", "/demo/pricing.html", "/sandbox", "/admin/login"})
    void pageAndEveryFileThatItNamesAreThere(String path) throws Exception {
        HttpResponse<String> page = get(path);
        List<String> files = FILE.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .map(named -> named.substring(named.indexOf('/'), named.length() - 1))
                .toList();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(files).isNotEmpty();
        for (String file : files) {
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void operatorSeesPageAndFigures() throws Exception {
        HttpResponse<String> loggedIn = send(request("/admin/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + TOKEN)));
        String cookie =
                loggedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        HttpResponse<String> page =
                send(request("/admin").header("Cookie", cookie).header("Accept", "text/html"));
        HttpResponse<String> stats = send(request("/admin/stats").header("Authorization", "Bearer " + TOKEN));

        assertThat(page.body()).contains("csrf-token", "demo");
        assertThat(json(stats).at("/portals/demo/state").asText()).isNotEmpty();
        assertThat(json(stats).at("/version").asText()).matches("\\d+\\..*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip", "identity"})
    void snippetComesInEveryEncoding(String encoding) throws Exception {
        HttpResponse<String> snippet = send(request("/u/demo.js").header("Accept-Encoding", encoding));

        assertThat(snippet.statusCode()).isEqualTo(200);
        assertThat(snippet.headers().firstValue("Content-Encoding").orElse("identity"))
                .isEqualTo(encoding);
    }

    /** Admission, SQLite, REST client, and the sandbox's Handlebars and Markdown with its list of entities. */
    @Test
    void eventReachesTheTimelineAndIsRenderedThere() throws Exception {
        HttpResponse<String> answer = send(request("/v1/events")
                .header("Origin", "http://localhost:" + port)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"utk\":\"" + UTK + "\",\"events\":[{\"type\":\"page_view\","
                        + "\"title\":\"Doors\",\"url\":\"http://localhost:" + port + "/a\"}]}")));

        assertThat(answer.statusCode()).isEqualTo(202);
        Awaitility.await("the event in the sandbox")
                .atMost(Duration.ofSeconds(20))
                .until(() -> get("/sandbox/control/state").body().contains("Viewed <strong>Doors</strong>"));
        String receipt = json(answer).path("receipt").asText();
        // The sandbox has the event before the gateway has heard so.
        Awaitility.await("the receipt")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receipt(receipt)).contains("delivered"));
    }

    @Test
    void pixelTellsItsVerdict() throws Exception {
        String page = URLEncoder.encode("http://localhost:" + port + "/pixel", StandardCharsets.UTF_8);
        HttpResponse<String> pixel = send(request("/v1/events.gif?site=demo&type=page_view&url=" + page)
                .header("Referer", "http://localhost:" + port + "/")
                .header("Cookie", "hubspotutk=" + UTK));

        assertThat(pixel.headers().firstValue("Utkast-Verdict")).contains("accepted");
        assertThat(pixel.headers().firstValue("Content-Type")).contains("image/gif");
    }

    @Test
    void refusalIsAProblem() throws Exception {
        HttpResponse<String> answer = send(request("/v1/events")
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.ofString("{\"events\":[]}")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("requestId").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void managementAnswers(String path) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(path.endsWith("metrics") ? "utkast_" : "\"UP\"");
    }

    private static String receipt(String receipt) throws Exception {
        return send(request("/admin/receipts/" + receipt).header("Authorization", "Bearer " + TOKEN))
                .body();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(path)).header("User-Agent", "Mozilla/5.0 Chrome/140.0");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private static URI url(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
