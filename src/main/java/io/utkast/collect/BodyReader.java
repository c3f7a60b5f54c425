package io.utkast.collect;

import io.utkast.problem.ProblemCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request within a bound of bytes and of time: who dribbles it is cut off. */
final class BodyReader {
    /** A beacon of 64 KiB over the slowest mobile network takes seconds. */
    static final long DEADLINE_MILLIS = 10_000;

    private final RoutingContext context;
    private final int most;
    private final long announced;
    private final Consumer<byte[]> whole;
    private @Nullable Buffer read;
    private boolean over;
    private @Nullable Long deadline;

    private BodyReader(RoutingContext context, int most, Consumer<byte[]> whole) {
        this.context = context;
        this.most = most;
        this.whole = whole;
        announced = contentLength(context.request());
    }

    /** Hands over the body, or answers 413 itself as soon as it is over the bound. */
    static void read(RoutingContext context, int most, Consumer<byte[]> whole) {
        new BodyReader(context, most, whole).start();
    }

    private void start() {
        HttpServerRequest request = context.request();
        if (announced > most) {
            tooLarge();
            return;
        }
        // Paused until all three are set: else the first chunk may come before whoever hears the end.
        request.pause();
        request.handler(this::add);
        request.endHandler(end -> end());
        request.exceptionHandler(gone -> stop());
        request.resume();
    }

    private void add(Buffer chunk) {
        if (over) {
            return;
        }
        Buffer before = read;
        Buffer now = before == null ? chunk : before.appendBuffer(chunk);
        read = now;
        if (now.length() > most) {
            stop();
            tooLarge();
        } else if (deadline == null && now.length() != announced) {
            deadline = context.vertx().setTimer(DEADLINE_MILLIS, late -> cutOff());
        }
    }

    private void end() {
        if (!over) {
            stop();
            whole.accept(read == null ? new byte[0] : read.getBytes());
        }
    }

    private void stop() {
        over = true;
        if (deadline != null) {
            context.vertx().cancelTimer(deadline);
        }
    }

    private void cutOff() {
        over = true;
        context.request().connection().close();
    }

    private void tooLarge() {
        if (context.request().version() != HttpVersion.HTTP_2) {
            // The body was not read: this connection cannot be used for another request.
            context.response().putHeader("Connection", "close");
        }
        Answers.refuse(context, ProblemCode.TOO_LARGE, "A body has at most " + most + " bytes.");
    }

    private static long contentLength(HttpServerRequest request) {
        @Nullable String length = request.getHeader("Content-Length");
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
