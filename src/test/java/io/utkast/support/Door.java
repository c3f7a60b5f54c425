package io.utkast.support;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Knocks at the collect endpoint as a browser does, and reads what it answers. */
public final class Door {
    public static final String PATH = "/v1/events";
    public static final String ORIGIN = "https://www.example.com";
    public static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/146.0.0.0 Safari/537.36";

    private Door() {}

    /** A browser on a page of the shop. */
    public static RequestSpecification browser() {
        return browser(ORIGIN);
    }

    /** A browser on a page of this origin. */
    public static RequestSpecification browser(String origin) {
        return sender(USER_AGENT).header("Origin", origin).contentType("text/plain");
    }

    /** Anything that speaks HTTP and names itself like a browser. */
    public static RequestSpecification sender() {
        return sender(USER_AGENT);
    }

    /** Anything that speaks HTTP, by its own name. */
    public static RequestSpecification sender(String userAgent) {
        EncoderConfig asGiven = EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .defaultContentCharset(UTF_8);
        return given().config(RestAssuredConfig.config().encoderConfig(asGiven)).header("User-Agent", userAgent);
    }

    public static Response send(JsonObject body) {
        return send(browser(), body);
    }

    public static Response send(RequestSpecification request, JsonObject body) {
        return send(request, body.encode());
    }

    public static Response send(RequestSpecification request, String body) {
        return request.body(body.getBytes(UTF_8)).post(PATH);
    }

    /** A browser's body in chunks, without a word about its size. */
    public static HttpResponse<String> chunked(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Origin", ORIGIN)
                .header("User-Agent", USER_AGENT)
                .header("Content-Type", "text/plain")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The answer's body; fails unless the request was understood. */
    public static JsonObject understood(Response response) {
        assertThat(response.statusCode()).as("answer %s", response.asString()).isEqualTo(202);
        assertThat(response.contentType()).startsWith("application/json");
        JsonObject body = new JsonObject(response.asString());
        assertThat(body.fieldNames()).containsExactly("receipt", "accepted", "duplicates", "refused");
        assertThat(body.getString("receipt")).matches("[0-9a-f]{32}");
        return body;
    }

    /** What the answer says of each event, such as {@code 3/1 [2 unknown-type]}: accepted, duplicates, refused. */
    public static String verdict(Response response) {
        JsonObject body = understood(response);
        String refused = body.getJsonArray("refused").stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getInteger("index") + " " + one.getString("reason"))
                .toList()
                .toString();
        return body.getInteger("accepted") + "/" + body.getInteger("duplicates") + " " + refused;
    }

    /** The problem in the answer; fails unless it is one of this status and code, in the one form of ours. */
    public static JsonObject problem(Response response, int status, String code) {
        assertThat(response.statusCode()).as("answer %s", response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        JsonObject body = new JsonObject(response.asString());
        assertThat(body.fieldNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "requestId");
        assertThat(body.getString("type")).isEqualTo("https://utkast.io/problems/%s", code);
        assertThat(body.getString("code")).isEqualTo(code);
        assertThat(body.getInteger("status")).isEqualTo(status);
        assertThat(body.getString("title")).isNotBlank();
        assertThat(body.getString("detail")).isNotBlank();
        assertThat(body.getString("requestId")).isNotBlank();
        assertThat(response.asString()).doesNotContain("Exception", "io.utkast", "\\tat ", "io.quarkus");
        return body;
    }
}
