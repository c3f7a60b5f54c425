package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch answer that tells of its events one by one. Errors carry no index, so events are found by our own ids
 * (batch section of the v3 timeline specification).
 */
final class BatchReader {
    private final JsonNode body;
    private final List<DeliveryId> sent;
    private final int status;
    private final @Nullable String correlationId;

    BatchReader(JsonNode body, List<DeliveryId> sent, int status, @Nullable String correlationId) {
        this.body = body;
        this.sent = sent;
        this.status = status;
        this.correlationId = correlationId;
    }

    Outcome read(QuotaSeen quota) {
        Map<DeliveryId, Boolean> delivered = delivered();
        Map<DeliveryId, DeathCause> refused = new HashMap<>();
        for (JsonNode node : body.path("errors")) {
            ErrorBody error = ErrorBody.of(node);
            for (DeliveryId id : named(error, delivered.keySet())) {
                if (error.saysExists()) {
                    delivered.put(id, false);
                } else if (!error.isPassing()) {
                    refused.put(id, new DeathCause(status, error.category(), error.message(), correlationId));
                }
            }
        }
        if (delivered.size() == sent.size()) {
            Set<DeliveryId> linked = new HashSet<>(delivered.keySet());
            linked.removeIf(id -> !delivered.getOrDefault(id, false));
            return new Outcome.Delivered(linked, quota);
        }
        return new Outcome.Partly(delivered, refused, quota);
    }

    /** Our events among the results, each with whether it stands on a contact. */
    private Map<DeliveryId, Boolean> delivered() {
        Set<DeliveryId> ours = new HashSet<>(sent);
        Map<DeliveryId, Boolean> delivered = new HashMap<>();
        for (JsonNode result : body.path("results")) {
            DeliveryId id = new DeliveryId(result.path("id").asText());
            if (ours.contains(id)) {
                delivered.put(id, AnswerReader.isLinked(result));
            }
        }
        return delivered;
    }

    private Set<DeliveryId> named(ErrorBody error, Set<DeliveryId> delivered) {
        Set<DeliveryId> named = new LinkedHashSet<>();
        for (DeliveryId id : sent) {
            if (!delivered.contains(id) && error.names(id.value())) {
                named.add(id);
            }
        }
        return named;
    }
}
