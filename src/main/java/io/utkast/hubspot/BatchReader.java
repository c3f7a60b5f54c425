package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.deliver.Outcome;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a batch answer that tells of its events one by one. Errors carry no index, so events are found by our own ids
 * (batch section of the v3 timeline specification).
 */
record BatchReader(Answer answer, ErrorBody body, List<DeliveryId> sent) {

    static BatchReader of(Answer answer, ErrorBody body, List<DeliveryId> sent) {
        return new BatchReader(answer, body, sent);
    }

    Outcome read() {
        Map<DeliveryId, Boolean> delivered = delivered();
        Map<DeliveryId, DeathCause> refused = new HashMap<>();
        for (JsonNode node : body.json().path("errors")) {
            ErrorBody error = ErrorBody.of(node);
            Set<DeliveryId> named = new HashSet<>(error.named(sent));
            named.removeAll(delivered.keySet());
            if (error.saysExists()) {
                named.forEach(id -> delivered.put(id, false));
            } else if (isForGood(error)) {
                named.forEach(id -> refused.put(id, cause(error)));
            }
        }
        return delivered.size() == sent.size()
                ? new Outcome.Delivered(linked(delivered), body.correlationId(answer), WaitTimes.quota(answer))
                : new Outcome.Partly(delivered, refused, body.correlationId(answer), WaitTimes.quota(answer));
    }

    /** A missing template is not the event's fault: alone it gets an answer of its own, which says so. */
    private static boolean isForGood(ErrorBody error) {
        return !error.isPassing() && !error.saysNotFound();
    }

    private DeathCause cause(ErrorBody error) {
        return new DeathCause(answer.status(), error.category(), error.message(), body.correlationId(answer));
    }

    /** Our events that the results show on a contact. */
    Set<DeliveryId> linked() {
        return linked(delivered());
    }

    private static Set<DeliveryId> linked(Map<DeliveryId, Boolean> delivered) {
        Set<DeliveryId> linked = new HashSet<>(delivered.keySet());
        linked.removeIf(id -> !delivered.getOrDefault(id, false));
        return linked;
    }

    /** Our events among the results, each with whether it stands on a contact. */
    private Map<DeliveryId, Boolean> delivered() {
        Set<DeliveryId> ours = new HashSet<>(sent);
        Map<DeliveryId, Boolean> delivered = new HashMap<>();
        for (JsonNode result : body.json().path("results")) {
            DeliveryId id = new DeliveryId(result.path("id").asText());
            if (ours.contains(id)) {
                delivered.put(id, AnswerReader.isLinked(result));
            }
        }
        return delivered;
    }
}
