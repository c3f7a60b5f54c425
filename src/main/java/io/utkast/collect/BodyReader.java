package io.utkast.collect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body in the place of Quarkus REST, which would suspend the request, resume it in a task of its own and
 * look for a reader of its media type, for a twentieth of the requests/s. A body in chunks whose size nobody said it would
 * read on another thread, and answer one that is too large in its own words, with two stack traces in the log.
 */
final class BodyReader {
    /** So much is read before it is refused, most of it to be thrown away: a sender who is still sending hears no answer. */
    private static final int LARGEST_READ = 4 * Body.LARGEST;

    private final CompletableFuture<Optional<byte[]>> whole = new CompletableFuture<>();
    private @Nullable Buffer body;
    private boolean several;
    private int read;
    private boolean over;

    private BodyReader() {}

    /**
     * Reads the body of a request that nobody read of yet, within the time that {@link BodyDeadline} gives it. To be called
     * on the request's event loop, which also completes the stage; if the sender goes before the body has come, nobody does,
     * and the request is garbage.
     *
     * @return the body, or nothing if it is larger than {@link Body#LARGEST}; what still comes of it is thrown away
     */
    static CompletionStage<Optional<byte[]>> read(RoutingContext context) {
        BodyReader reader = new BodyReader();
        HttpServerRequest request = context.request();
        // Quarkus REST has paused it. Unless it is paused here, too, the first handler resumes it, and the body
        // might come, and end, before the second one is there.
        request.pause();
        request.handler(reader::chunk);
        request.endHandler(end -> reader.ended());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
        BodyDeadline.set(context, () -> reader.over);
        return reader.whole;
    }

    private void chunk(Buffer chunk) {
        if (read > LARGEST_READ) {
            // It was refused.
            return;
        }
        read += chunk.length();
        if (read <= Body.LARGEST) {
            keep(chunk);
        } else if (read > LARGEST_READ) {
            whole.complete(Optional.empty());
        }
    }

    /** Nearly every body is one chunk. With a second one it is copied, since a chunk may be a part of what cannot grow. */
    private void keep(Buffer chunk) {
        if (body == null) {
            body = chunk;
            return;
        }
        if (!several) {
            several = true;
            body = Buffer.buffer(read).appendBuffer(body);
        }
        body.appendBuffer(chunk);
    }

    private void ended() {
        over = true;
        if (read > Body.LARGEST) {
            whole.complete(Optional.empty());
        } else {
            whole.complete(Optional.of(body == null ? new byte[0] : body.getBytes()));
        }
    }
}
