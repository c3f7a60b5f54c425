package io.utkast.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Tells watching pages that something changed: server-sent events, at most four a second to each of them. */
final class Changes {
    private static final long TICK_MILLIS = 250;
    /** A sign of life every 15 seconds keeps proxies from closing the stream. */
    private static final int TICKS_PER_HEARTBEAT = 60;

    private static final int MAXIMUM_WATCHERS = 100;

    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger watchers = new AtomicInteger();

    void mark() {
        version.incrementAndGet();
    }

    /** Streams to the response until it is closed; false if too many watch already. */
    boolean watch(Vertx vertx, HttpServerResponse response) {
        if (watchers.incrementAndGet() > MAXIMUM_WATCHERS) {
            watchers.decrementAndGet();
            return false;
        }
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream;charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no");
        Watcher watcher = new Watcher(response);
        watcher.send();
        long timer = vertx.setPeriodic(TICK_MILLIS, ignored -> watcher.tick());
        response.closeHandler(ignored -> {
            vertx.cancelTimer(timer);
            watchers.decrementAndGet();
        });
        return true;
    }

    /** One open page. Lives on its event loop. */
    private final class Watcher {
        private final HttpServerResponse response;
        private long seen = -1;
        private int quiet;

        Watcher(HttpServerResponse response) {
            this.response = response;
        }

        void tick() {
            if (response.writeQueueFull()) {
                return;
            }
            if (version.get() != seen) {
                send();
            } else if (++quiet >= TICKS_PER_HEARTBEAT) {
                quiet = 0;
                var _ = response.write(": still here\n\n");
            }
        }

        void send() {
            seen = version.get();
            quiet = 0;
            var _ = response.write("event: change\ndata: " + seen + "\n\n");
        }
    }
}
