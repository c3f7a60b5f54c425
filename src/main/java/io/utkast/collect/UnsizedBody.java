package io.utkast.collect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that comes in chunks and whose size nobody said. Quarkus REST would read it on a thread of its own, and
 * answer one that is too large in its own words, with two stack traces in the log for each.
 */
final class UnsizedBody {
    /** So much is read before it is refused, most of it to be thrown away: a sender who is still sending hears no answer. */
    private static final int LARGEST_READ = 4 * Body.LARGEST;

    private static final String KEY = "utkast.collect.body";

    private final RoutingContext context;
    private final Runnable then;
    private final Runnable refuse;
    private final Buffer body = Buffer.buffer();
    private int read;

    private UnsizedBody(RoutingContext context, Runnable then, Runnable refuse) {
        this.context = context;
        this.then = then;
        this.refuse = refuse;
    }

    /**
     * Reads the request's body, to be had by {@link #of} from then on.
     *
     * @param then goes on with the request
     * @param refuse answers a body that is too large; what still comes of it is thrown away
     */
    static void read(RoutingContext context, Runnable then, Runnable refuse) {
        UnsizedBody reading = new UnsizedBody(context, then, refuse);
        HttpServerRequest request = context.request();
        // Else it might come, and end, before both handlers are there.
        request.pause();
        request.handler(reading::chunk);
        request.endHandler(end -> reading.ended());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** The body that was read here; null if Quarkus REST reads it. */
    static byte @Nullable [] of(RoutingContext context) {
        return context.get(KEY);
    }

    private void chunk(Buffer chunk) {
        if (read > LARGEST_READ) {
            // It was refused.
            return;
        }
        read += chunk.length();
        if (read <= Body.LARGEST) {
            body.appendBuffer(chunk);
        } else if (read > LARGEST_READ) {
            refuse.run();
        }
    }

    private void ended() {
        if (read <= Body.LARGEST) {
            context.put(KEY, body.getBytes());
            // Else Quarkus REST would wait for a body that was read already.
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
            then.run();
        } else if (read <= LARGEST_READ) {
            refuse.run();
        }
    }
}
