package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one place where status, headers and body of an answer become an {@link Outcome}. */
final class AnswerReader {
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration MOVING = Duration.ofMinutes(5);
    private static final Duration EDGE_TROUBLE = Duration.ofSeconds(30);

    private final WaitTimes waits;
    private final RandomGenerator random;

    AnswerReader(WaitTimes waits, RandomGenerator random) {
        this.waits = waits;
        this.random = random;
    }

    /** What the answer to a request with these events means. */
    Outcome read(Answer answer, List<DeliveryId> sent) {
        boolean single = sent.size() == 1;
        ErrorBody error = ErrorBody.of(answer.body());
        return switch (answer.status()) {
            case 200, 201, 204 -> taken(answer, error, sent);
            case 207 -> batch(answer, error, sent);
            case 400 -> invalid(answer, error, sent);
            case 401, 403 -> new Outcome.Unauthorized(denial(answer, error), WaitTimes.quota(answer));
            case 408 -> later(Scope.BATCH, Duration.ZERO, answer);
            case 409 -> conflict(answer, single);
            case 413 -> single ? refused(answer, error) : split(answer);
            case 423 -> later(Scope.PORTAL, LOCK.plusMillis(random.nextInt(1_000)), answer);
            case 429 -> later(Scope.QUOTA, waits.rateLimited(answer, error), answer);
            case 477 -> later(Scope.PORTAL, waits.retryAfter(answer).orElse(MOVING), answer);
            case 522, 525, 526 -> later(Scope.BATCH, EDGE_TROUBLE, answer);
            case 524 -> single ? later(Scope.BATCH, PAUSE, answer) : split(answer);
            case 502, 503, 504, 521, 523 ->
                later(Scope.BATCH, waits.retryAfter(answer).orElse(PAUSE), answer);
            default ->
                answer.status() >= 500
                        ? later(Scope.BATCH, waits.retryAfter(answer).orElse(Duration.ZERO), answer)
                        : refused(answer, error);
        };
    }

    /** A missing body means "all of them" only with 200 and 204: so did older batch endpoints answer. */
    private static Outcome taken(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        if (sent.size() == 1) {
            return new Outcome.Delivered(
                    isLinked(body.json()) ? Set.of(sent.getFirst()) : Set.of(), WaitTimes.quota(answer));
        }
        if (answer.status() != 201 && answer.body().isBlank()) {
            return new Outcome.Delivered(Set.of(), WaitTimes.quota(answer));
        }
        return batch(answer, body, sent);
    }

    private static Outcome batch(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        return new BatchReader(body.json(), sent, answer.status(), correlationId(answer, body))
                .read(WaitTimes.quota(answer));
    }

    /** Says a 400 that the event exists, a former try has succeeded; in a batch only the named ones are known. */
    private static Outcome invalid(Answer answer, ErrorBody error, List<DeliveryId> sent) {
        if (!error.saysExists()) {
            return refused(answer, error);
        }
        if (sent.size() == 1) {
            return new Outcome.Delivered(Set.of(), WaitTimes.quota(answer));
        }
        Map<DeliveryId, Boolean> existing = sent.stream()
                .filter(id -> error.names(id.value()))
                .collect(Collectors.toUnmodifiableMap(id -> id, id -> false));
        return existing.isEmpty()
                ? refused(answer, error)
                : new Outcome.Partly(existing, Map.of(), WaitTimes.quota(answer));
    }

    /** Our ids are ours alone, so what exists under one is the same event; in a batch it stays open which one. */
    private static Outcome conflict(Answer answer, boolean single) {
        return single
                ? new Outcome.Delivered(Set.of(), WaitTimes.quota(answer))
                : new Outcome.Partly(Map.of(), Map.of(), WaitTimes.quota(answer));
    }

    private static Outcome refused(Answer answer, ErrorBody error) {
        DeathCause cause =
                new DeathCause(answer.status(), error.category(), error.message(), correlationId(answer, error));
        return new Outcome.Refused(cause, WaitTimes.quota(answer));
    }

    private static Outcome split(Answer answer) {
        return new Outcome.SplitAndRetry("HubSpot answered " + answer.status(), WaitTimes.quota(answer));
    }

    private static Outcome later(Scope scope, Duration delay, Answer answer) {
        return new Outcome.TryLater(scope, delay, "HubSpot answered " + answer.status(), WaitTimes.quota(answer));
    }

    private static String denial(Answer answer, ErrorBody error) {
        List<String> scopes = error.missingScopes();
        return scopes.isEmpty()
                ? "HubSpot answered " + answer.status() + ": " + error.message()
                : "the app lacks the scopes " + String.join(", ", scopes) + "; add them and install it again";
    }

    private static @Nullable String correlationId(Answer answer, ErrorBody body) {
        String inBody = body.text("correlationId");
        if (inBody != null) {
            return inBody;
        }
        String header = answer.header("X-HubSpot-Correlation-Id");
        return header != null ? header : answer.header("X-Request-Id");
    }

    /** Whether the event in the result stands on a contact. */
    static boolean isLinked(JsonNode result) {
        JsonNode objectId = result.path("objectId");
        return objectId.isValueNode()
                && !objectId.isNull()
                && !objectId.asText().isEmpty();
    }
}
