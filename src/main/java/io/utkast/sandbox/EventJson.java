package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.IncomingEvent.Identity;
import org.jspecify.annotations.Nullable;

/** The echo of a stored event: HubSpot's {@code TimelineEventResponse}. What was not given is left out. */
final class EventJson {
    private EventJson() {}

    static ObjectNode write(StoredEvent event, Dialect dialect) {
        IncomingEvent content = event.content();
        Identity identity = content.identity();
        ObjectNode json = JsonText.object();
        json.put("id", event.id());
        json.put(dialect.typeField(), content.type());
        json.put("objectType", event.template().objectType());
        put(json, "objectId", event.objectId());
        put(json, "email", identity.email());
        put(json, "utk", identity.utk());
        put(json, "domain", content.domain());
        json.put("timestamp", JsonText.millis(event.timestamp()));
        ObjectNode tokens = json.putObject(dialect.valuesField());
        content.tokens().forEach(tokens::put);
        if (content.extraData() != null) {
            json.set("extraData", content.extraData());
        }
        if (content.timelineIFrame() != null) {
            json.set("timelineIFrame", content.timelineIFrame());
        }
        put(json, dialect.objectTypeField(), content.customObjectTypeId());
        json.put("createdAt", JsonText.millis(event.createdAt()));
        return json;
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
