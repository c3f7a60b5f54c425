package io.utkast.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sandbox's routes on a free port, and a client with an access token. */
final class SandboxServer implements AutoCloseable {
    static final Map<String, String> REFRESH = Map.of(
            "grant_type", "refresh_token",
            "client_id", "demo-client",
            "client_secret", "demo-secret",
            "refresh_token", "demo-refresh-token");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private String token = "";

    SandboxServer(SandboxConfig config, Clock clock) {
        Router router = Router.router(vertx);
        new Wiring(config, clock).mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Gets an access token, which the next requests carry. */
    SandboxServer authorized() {
        return authorizedFor("demo-refresh-token");
    }

    SandboxServer authorizedFor(String refreshToken) {
        Map<String, String> form = new HashMap<>(REFRESH);
        form.put("refresh_token", refreshToken);
        token = json(form("/oauth/v3/token", form)).path("access_token").asText();
        return this;
    }

    SandboxServer withToken(String other) {
        token = other;
        return this;
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path).header("content-type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Turns knobs; the settings as JSON with single quotes. */
    SandboxServer turn(String settings) {
        HttpResponse<String> response = control("settings", settings);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.body());
        }
        return this;
    }

    /** A call of the control API; the body as JSON with single quotes. */
    HttpResponse<String> control(String path, String body) {
        return post("/sandbox/control/" + path, body.replace('\'', '"'));
    }

    HttpResponse<String> put(String path, String json) {
        return send(request(path).header("content-type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static com.fasterxml.jackson.databind.JsonNode json(HttpResponse<String> response) {
        try {
            return JsonText.read(response.body().getBytes(StandardCharsets.UTF_8));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }

    static String pageView(String id, String utk) {
        return "{\"eventTemplateId\":\"1001\",\"id\":\"" + id + "\",\"tokens\":{\"page_title\":\"Pricing\"},\"utk\":\""
                + utk + "\"}";
    }

    static String batch(String... events) {
        return IntStream.range(0, events.length)
                .mapToObj(i -> events[i])
                .collect(Collectors.joining(",", "{\"inputs\":[", "]}"));
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        // Its close() would wait for requests that nobody will answer.
        client.shutdownNow();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
