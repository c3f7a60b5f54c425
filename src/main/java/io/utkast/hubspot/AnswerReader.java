package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.Outcome.Scope;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The one place where status, headers and body of an answer become an {@link Outcome}, for both contracts. */
final class AnswerReader {
    private static final Duration LOCK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration MOVING = Duration.ofMinutes(5);
    private static final Duration EDGE_TROUBLE = Duration.ofSeconds(30);

    private final Contract contract;
    private final WaitTimes waits;
    private final RandomGenerator random;

    AnswerReader(Contract contract, WaitTimes waits, RandomGenerator random) {
        this.contract = contract;
        this.waits = waits;
        this.random = random;
    }

    /** What the answer to a request with these events means. */
    Outcome read(Answer answer, List<TimelineEvent> sent) {
        boolean single = sent.size() == 1;
        ErrorBody error = ErrorBody.of(answer.body());
        return switch (answer.status()) {
            case 200, 201, 202, 204 -> taken(answer, error, ids(sent));
            case 207 -> BatchReader.of(answer, error, ids(sent)).read();
            case 400 -> invalid(answer, error, sent);
            case 401, 403 -> new Outcome.Unauthorized(denial(answer, error), WaitTimes.quota(answer));
            case 301, 302, 303, 307, 308, 404, 405, 410, 415 -> misdirected(answer, error, sent);
            case 408 -> later(Scope.BATCH, Duration.ZERO, answer);
            case 409 -> alreadyThere(answer, error, ids(sent));
            case 413 -> single ? refused(answer, error) : split(answer);
            case 423 -> later(Scope.LOCKED, LOCK.plusMillis(random.nextInt(1_000)), answer);
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

    private Outcome taken(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        if (sent.size() > 1) {
            return contract.taken(answer, body, sent);
        }
        return new Outcome.Delivered(
                isLinked(body.json()) ? Set.copyOf(sent) : Set.of(),
                body.correlationId(answer),
                WaitTimes.quota(answer));
    }

    private Outcome invalid(Answer answer, ErrorBody error, List<TimelineEvent> sent) {
        if (error.saysExists()) {
            return alreadyThere(answer, error, ids(sent));
        }
        return error.saysNotFound() ? misdirected(answer, error, sent) : refused(answer, error);
    }

    /**
     * Our ids are ours alone, so what exists under one is the same event, taken by an earlier try. In a batch only those
     * are known that an error names.
     */
    private static Outcome alreadyThere(Answer answer, ErrorBody error, List<DeliveryId> sent) {
        return sent.size() == 1
                ? new Outcome.Delivered(Set.of(), error.correlationId(answer), WaitTimes.quota(answer))
                : new Outcome.AlreadyThere(error.existing(sent), WaitTimes.quota(answer));
    }

    /** No event template, no such path: the same for every event that goes there, unless a mapped record is missing. */
    private Outcome misdirected(Answer answer, ErrorBody error, List<TimelineEvent> sent) {
        TimelineEvent first = sent.getFirst();
        if (first.objectId() != null && error.names(first.objectId())) {
            return refused(answer, error);
        }
        String why = "HubSpot answered " + answer.status() + " for " + contract.typeField() + " " + first.type() + ": "
                + error.message();
        return new Outcome.Misdirected(why, WaitTimes.quota(answer));
    }

    private static Outcome refused(Answer answer, ErrorBody error) {
        DeathCause cause =
                new DeathCause(answer.status(), error.category(), error.message(), error.correlationId(answer));
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

    private static List<DeliveryId> ids(List<TimelineEvent> events) {
        return events.stream().map(TimelineEvent::id).toList();
    }

    /** Whether the event in the result stands on a contact. */
    static boolean isLinked(JsonNode result) {
        JsonNode objectId = result.path("objectId");
        return objectId.isValueNode()
                && !objectId.isNull()
                && !objectId.asText().isEmpty();
    }
}
