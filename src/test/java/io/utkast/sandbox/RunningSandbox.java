package io.utkast.sandbox;

import io.utkast.support.LocalServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sandbox on a free port, for tests of what talks to HubSpot: they know it by HTTP alone. */
public final class RunningSandbox implements AutoCloseable {
    private static final String CONTROL = "/sandbox/control/";

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final LocalServer server;

    /** Starts it with these settings, keys without the prefix {@code utkast.sandbox}. */
    public RunningSandbox(Map<String, String> settings, Clock clock) {
        server = new LocalServer(router -> {
            router.post().handler(ctx -> {
                paths.add(ctx.request().path());
                ctx.next();
            });
            new Wiring(Configs.with(settings), clock).mount(router);
        });
    }

    /** Where it listens, without a trailing slash. */
    public URI url() {
        return server.url();
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
        Map<String, Integer> events = new TreeMap<>();
        server.send(request("events"))
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
        return server.request(CONTROL + path);
    }

    private void change(HttpRequest.Builder request) {
        HttpResponse<String> response = server.send(request);
        if (response.statusCode() >= 300) {
            throw new AssertionError("the control API refuses: " + response.body());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
