package io.utkast.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.site.Portal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Single requests beside the lanes, for commands and operators: by the JDK's own client, so that no Quarkus has to run.
 * Each is bounded in time and in the size of its answer; there are no retries.
 */
final class DirectCalls implements HubSpotCalls, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An app may have 750 templates of 500 tokens; what anybody really has is far below. */
    private static final long LONGEST_BODY = 32L << 20;

    private final Portal portal;
    private final Duration limit;
    private final HttpClient client;

    /** Calls to this portal; each request takes at most {@code limit}, from the connection to the end of the answer. */
    DirectCalls(Portal portal, Duration limit) {
        this.portal = portal;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
    }

    @Override
    public Answer post(String accessToken, EventRequest request) throws Unreachable {
        return exchange(bearer(json("POST", api("/" + request.path()), request.json()), accessToken));
    }

    @Override
    public Answer refresh(String refreshToken) throws Unreachable {
        Map<String, String> form = clientForm();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return form(token(""), form);
    }

    /**
     * Asks what HubSpot knows of the refresh token, without changing anything. HubSpot's documents disagree about the
     * name of the token's field, so it is sent under both; v1 takes it in the path.
     */
    Answer introspect(String refreshToken) throws Unreachable {
        if ("v1".equals(portal.api().oauthVersion())) {
            return send(
                    "GET", URI.create(portal.api().tokenUrl() + "/oauth/v1/refresh-tokens/" + encode(refreshToken)));
        }
        Map<String, String> form = clientForm();
        form.put("token_type_hint", "refresh_token");
        form.put("token", refreshToken);
        form.put("refresh_token", refreshToken);
        return form(token("/introspect"), form);
    }

    /** A request without body; with a bearer token if there is one. */
    Answer get(URI url, @Nullable String accessToken) throws Unreachable {
        return accessToken == null ? send("GET", url) : exchange(bearer(HttpRequest.newBuilder(url), accessToken));
    }

    /** A request with a JSON body; with a bearer token if there is one. */
    Answer send(String method, URI url, @Nullable String accessToken, Object body) throws Unreachable {
        HttpRequest.Builder request = json(method, url, json(body));
        return exchange(accessToken == null ? request : bearer(request, accessToken));
    }

    private static HttpRequest.Builder json(String method, URI url, String body) {
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
    }

    /** An address of the portal's API; the path begins with a slash. */
    URI api(String path) {
        return URI.create(portal.api().url() + path);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private URI token(String rest) {
        return URI.create(portal.api().tokenUrl() + "/oauth/" + portal.api().oauthVersion() + "/token" + rest);
    }

    private Map<String, String> clientForm() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", portal.credentials().clientId());
        form.put("client_secret", portal.credentials().clientSecret().reveal());
        return form;
    }

    private Answer form(URI url, Map<String, String> fields) throws Unreachable {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return exchange(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private Answer send(String method, URI url) throws Unreachable {
        return exchange(HttpRequest.newBuilder(url).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder bearer(HttpRequest.Builder request, String accessToken) {
        return request.header("Authorization", "Bearer " + accessToken);
    }

    private Answer exchange(HttpRequest.Builder builder) throws Unreachable {
        HttpRequest request = builder.header("Accept", "application/json")
                .header("User-Agent", "utkast")
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_BODY));
        try {
            return read(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new Unreachable("no answer within " + limit.toSeconds() + " s", Duration.ZERO, e);
        } catch (ExecutionException e) {
            throw new Unreachable(reason(e.getCause()), Duration.ZERO, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", Duration.ZERO, e);
        } finally {
            answer.cancel(true);
        }
    }

    /** In words of our own: the client's messages may hold the address, and with it a developer key. */
    private static String reason(@Nullable Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException e -> {
                    return "no answer: the host name is unknown";
                }
                case SSLException e -> {
                    return "no answer: TLS failed";
                }
                default -> {}
            }
        }
        return trouble instanceof ConnectException
                ? "no answer: the connection was refused"
                : "no answer: "
                        + (trouble == null ? "unknown" : trouble.getClass().getSimpleName());
    }

    private static Answer read(HttpResponse<String> response) {
        Map<String, String> headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, second) -> first));
        return new Answer(response.statusCode(), headers, response.body());
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + body.getClass(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
