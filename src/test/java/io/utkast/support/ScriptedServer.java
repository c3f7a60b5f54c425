package io.utkast.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a free port that records requests and answers by script; the last reply of a path stays. */
public final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Reply>> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What a client sent. */
    public record Request(
            String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {
        /** The first value of the header, null without one. */
        public @Nullable String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.getFirst();
        }
    }

    /** What the server answers. */
    @FunctionalInterface
    public interface Reply {
        void write(HttpExchange exchange) throws IOException;

        /** A JSON answer, with headers as name and value in turn. */
        static Reply json(int status, String body, String... headers) {
            return exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json;charset=utf-8");
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }

        /** Closes the connection without an answer. */
        static Reply reset() {
            return HttpExchange::close;
        }
    }

    /** Starts listening on a free port. */
    public ScriptedServer() {
        this(0);
    }

    /** Starts listening on this port. */
    public ScriptedServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it listens, without a trailing slash. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sets the path's replies, given in this order; the last one is repeated. */
    public void on(String path, Reply... replies) {
        scripts.put(path, new ConcurrentLinkedQueue<>(List.of(replies)));
    }

    /** The requests to the path so far. */
    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** The queries of the requests to the path so far, still encoded. */
    public List<@Nullable String> queries(String path) {
        return requests(path).stream().<@Nullable String>map(Request::query).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestURI().getRawQuery(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    body));
            reply(path).write(exchange);
        }
    }

    private Reply reply(String path) {
        Queue<Reply> script = scripts.get(path);
        if (script == null) {
            return Reply.json(404, "{\"status\":\"error\",\"message\":\"resource not found\"}");
        }
        synchronized (script) {
            return script.size() > 1 ? script.remove() : script.element();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
