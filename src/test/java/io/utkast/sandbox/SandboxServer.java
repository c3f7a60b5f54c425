package io.utkast.sandbox;

import io.utkast.support.LocalServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sandbox's routes on a free port, and a client with an access token. */
final class SandboxServer implements AutoCloseable {
    static final Map<String, String> REFRESH = Map.of(
            "grant_type", "refresh_token",
            "client_id", "demo-client",
            "client_secret", "demo-secret",
            "refresh_token", "demo-refresh-token");

    private final LocalServer server;
    private String token = "";

    SandboxServer(SandboxConfig config, Clock clock) {
        server = new LocalServer(router -> new Wiring(config, clock).mount(router));
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
        HttpRequest.Builder request = server.request(path);
        return token.isEmpty() ? request : request.header("authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return server.send(request);
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
        server.close();
    }
}
