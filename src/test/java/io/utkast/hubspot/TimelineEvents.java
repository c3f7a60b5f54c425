package io.utkast.hubspot;

import io.utkast.event.DeliveryId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rendered events of the type 1001. */
final class TimelineEvents {
    private TimelineEvents() {}

    static TimelineEvent of(String id) {
        return with(id, Map.of(), null);
    }

    static TimelineEvent withValues(Map<String, String> values) {
        return with("4242:shop:aa", values, null);
    }

    static TimelineEvent onRecord(String objectId) {
        return with("4242:shop:aa", Map.of(), objectId);
    }

    private static TimelineEvent with(String id, Map<String, String> values, @Nullable String objectId) {
        return new TimelineEvent("1001", new DeliveryId(id), values, "u", "d", "t", Map.of(), null, objectId, null);
    }
}
