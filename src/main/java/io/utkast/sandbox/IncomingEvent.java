package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came in: its shape is right, nothing is yet known about its template. {@code numbers}: a token was given
 * as a JSON number.
 */
record IncomingEvent(
        String type,
        @Nullable String id,
        Map<String, String> tokens,
        boolean numbers,
        Identity identity,
        @Nullable String domain,
        @Nullable Instant timestamp,
        @Nullable JsonNode extraData,
        @Nullable JsonNode timelineIFrame,
        @Nullable String customObjectTypeId) {

    /** Whose event it is; HubSpot's precedence is objectId, then utk, then e-mail. */
    record Identity(
            @Nullable String objectId,
            @Nullable String utk,
            @Nullable String email) {
        boolean isEmpty() {
            return objectId == null && utk == null && email == null;
        }
    }
}
