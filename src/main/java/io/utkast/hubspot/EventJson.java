package io.utkast.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as HubSpot's contracts take them, which differ in the names of two fields.
 *
 * @param valuesField sent even when empty, as both contracts require it
 */
record EventJson(String typeField, String valuesField) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static EventJson of(String typeField, String valuesField) {
        return new EventJson(typeField, valuesField);
    }

    EventRequest request(List<TimelineEvent> events, String singlePath, String batchPath) {
        if (events.size() == 1) {
            return new EventRequest(singlePath, write(events.getFirst()).toString());
        }
        ObjectNode batch = NODES.objectNode();
        ArrayNode inputs = batch.putArray("inputs");
        events.forEach(event -> inputs.add(write(event)));
        return new EventRequest(batchPath, batch.toString());
    }

    private ObjectNode write(TimelineEvent event) {
        ObjectNode json = NODES.objectNode();
        json.put(typeField, event.type());
        json.put("id", event.id().value());
        put(json.putObject(valuesField), event.values());
        json.put("utk", event.utk());
        json.put("domain", event.domain());
        json.put("timestamp", event.timestamp());
        if (!event.extraData().isEmpty()) {
            put(json.putObject("extraData"), event.extraData());
        }
        putIfThere(json, "email", event.email());
        putIfThere(json, "objectId", event.objectId());
        TimelineEvent.Iframe iframe = event.iframe();
        if (iframe != null) {
            json.putObject("timelineIFrame")
                    .put("linkLabel", iframe.linkLabel())
                    .put("headerLabel", iframe.headerLabel())
                    .put("url", iframe.url())
                    .put("width", iframe.width())
                    .put("height", iframe.height());
        }
        return json;
    }

    private static void put(ObjectNode json, Map<String, String> texts) {
        texts.forEach(json::put);
    }

    private static void putIfThere(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }
}
