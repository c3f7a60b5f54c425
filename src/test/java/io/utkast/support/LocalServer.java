package io.utkast.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Routes on a free port of this machine, without Quarkus, and a client for them. Nothing here waits for ever. */
public final class LocalServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    /** Starts listening with these routes; no HTTP/2, as in the product (decision 023). */
    public LocalServer(Consumer<Router> routes) {
        Router router = Router.router(vertx);
        routes.accept(router);
        server = await(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
    }

    /** Where it listens, without a trailing slash. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** A request to this path and query. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE);
    }

    /** Sends it and waits for the whole answer. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            // Not by the request's own time-out alone: that ends with the headers.
            return client.sendAsync(request.build(), BodyHandlers.ofString())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException(e.getCause()));
        } catch (TimeoutException e) {
            throw new AssertionError("no whole answer in " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // Its close() would wait for requests that nobody will answer.
        client.shutdownNow();
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
