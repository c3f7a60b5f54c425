package io.utkast.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The sandbox on a free port, for tests of what talks to HubSpot: they know it by HTTP alone. */
public final class RunningSandbox implements AutoCloseable {
    private static final String CONTROL = "/sandbox/control/";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Starts it with these settings, keys without the prefix {@code utkast.sandbox}. */
    public RunningSandbox(Map<String, String> settings, Clock clock) {
        Router router = Router.router(vertx);
        router.post().handler(ctx -> {
            paths.add(ctx.request().path());
            ctx.next();
        });
        new Wiring(Configs.with(settings), clock).mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** Where it listens, without a trailing slash. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Asks for a fault, in the JSON of the control API. */
    public void fault(String json) {
        post("faults", json);
    }

    /** No more of the faults that were asked for. */
    public void heal() {
        change(request("faults").DELETE());
    }

    /** Makes access tokens worthless before their time. */
    public void expireTokens() {
        post("expire-tokens", "{}");
    }

    /** How often each event was sent, by its id. */
    public Map<String, Integer> events() {
        HttpRequest request = request("events").GET().build();
        Map<String, Integer> events = new TreeMap<>();
        send(request)
                .body()
                .lines()
                .map(line -> line.split("\t"))
                .forEach(parts -> events.put(parts[0], Integer.valueOf(parts[1])));
        return events;
    }

    /** The paths of the posts to HubSpot's part so far, in order. */
    public List<String> posts() {
        List<String> posts = new ArrayList<>(paths);
        posts.removeIf(path -> path.startsWith(CONTROL));
        return posts;
    }

    private void post(String path, String json) {
        change(request(path).POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url().resolve(CONTROL + path)).timeout(Duration.ofSeconds(20));
    }

    private void change(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request.build());
        if (response.statusCode() >= 300) {
            throw new AssertionError("the control API refuses: " + response.body());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
