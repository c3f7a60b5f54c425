package io.utkast.collect;

import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes answers of the door to HTTP, each on the event loop of its request. */
final class Answers {
    private static final int ACCEPTED = 202;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final Logger LOG = Logger.getLogger(Answers.class);

    private Answers() {}

    /** Asks, and writes the answer once it is there; a failure becomes a 500 whose cause is in the log. */
    static void whenDone(
            RoutingContext context,
            Supplier<CompletionStage<Answer>> ask,
            BiConsumer<HttpServerResponse, Answer> writer) {
        Context loop = context.vertx().getOrCreateContext();
        try {
            ask.get().whenComplete((answer, failure) -> {
                if (loop.equals(Vertx.currentContext())) {
                    end(context, answer, failure, writer);
                } else {
                    loop.runOnContext(there -> end(context, answer, failure, writer));
                }
            });
        } catch (RuntimeException e) {
            end(context, null, e, writer);
        }
    }

    private static void end(
            RoutingContext context,
            @Nullable Answer answer,
            @Nullable Throwable failure,
            BiConsumer<HttpServerResponse, Answer> writer) {
        if (context.response().closed()) {
            // Whoever asked is gone; what was taken is durable, and its retry is a duplicate.
            return;
        }
        if (answer != null) {
            writer.accept(context.response(), answer);
        } else {
            Problem problem =
                    Problem.of(ProblemCode.INTERNAL, "The fault is ours; the log has the cause under requestId.");
            LOG.errorf(failure, "request failed requestId=%s", problem.requestId());
            write(context.response(), problem);
        }
    }

    /** Writes the verdict on a request, unless whoever asked is gone. */
    static void write(HttpServerResponse response, Answer answer) {
        if (response.closed() || response.ended()) {
            return;
        }
        switch (answer) {
            case Answer.Understood understood ->
                response.setStatusCode(ACCEPTED)
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(AnswerJson.of(understood));
            case Answer.TurnedAway away -> {
                Duration retryAfter = away.retryAfter();
                if (retryAfter != null) {
                    response.putHeader("Retry-After", Long.toString(seconds(retryAfter)));
                }
                write(response, Problem.of(away.code(), away.detail()));
            }
        }
    }

    static void refuse(RoutingContext context, ProblemCode code, String detail) {
        write(context.response(), Problem.of(code, detail));
    }

    private static void write(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json());
    }

    /** Whole seconds, rounded up: a retry at that second is granted. */
    static long seconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
