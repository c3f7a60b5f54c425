package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.sandbox.IncomingEvent.Identity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of one event and refuses what has not the shape of one. */
final class EventReader {
    private static final List<String> IFRAME = List.of("linkLabel", "headerLabel", "url", "width", "height");

    private final Knobs knobs;

    EventReader(Knobs knobs) {
        this.knobs = knobs;
    }

    /** What a JSON value turned out to be. */
    sealed interface Reading {
        record Event(IncomingEvent event) implements Reading {}

        /** Not an event; the message is the body's. */
        record Malformed(String message) implements Reading {}
    }

    /** Reads an event. {@code column} is where it ends in the body, for the message. */
    Reading read(JsonNode json, Dialect dialect, int column) {
        if (!json.isObject()) {
            return malformed(column, "Cannot deserialize " + dialect.schema() + " from " + json.getNodeType());
        }
        List<String> missing = new ArrayList<>();
        for (String field : dialect.required()) {
            if (!json.hasNonNull(field)) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            return missing(column, dialect, missing);
        }
        try {
            return new Reading.Event(event(json, dialect));
        } catch (ShapeException e) {
            return malformed(column, e.problem);
        }
    }

    private Reading missing(int column, Dialect dialect, List<String> fields) {
        String names = "[" + String.join(", ", fields) + "]";
        return switch (knobs.get(Knob.MISSING_FIELD)) {
            case CANNOT_BUILD ->
                new Reading.Malformed("Invalid input JSON on line 1, column " + column + ": Cannot build "
                        + dialect.schema() + ", some of required attributes are not set " + names);
            case NOT_SET ->
                new Reading.Malformed("Invalid input JSON on line 1, column " + column
                        + ". Some required fields were not set: " + names);
        };
    }

    private static Reading malformed(int column, String problem) {
        return new Reading.Malformed("Invalid input JSON on line 1, column " + column + ": " + problem);
    }

    private static IncomingEvent event(JsonNode json, Dialect dialect) {
        String type = text(json, dialect.typeField());
        if (type == null) {
            throw new ShapeException("`" + dialect.typeField() + "` must not be empty");
        }
        JsonNode values = json.path(dialect.valuesField());
        return new IncomingEvent(
                type,
                text(json, "id"),
                values(values, dialect.valuesField()),
                StreamSupport.stream(values.spliterator(), false).anyMatch(JsonNode::isNumber),
                new Identity(text(json, "objectId"), text(json, "utk"), text(json, "email")),
                text(json, "domain"),
                timestamp(json.path("timestamp")),
                json.hasNonNull("extraData") ? json.path("extraData") : null,
                iframe(json.path("timelineIFrame")),
                text(json, dialect.objectTypeField()));
    }

    /** Numbers and booleans become strings, as HubSpot's samples show; null is as good as absent. */
    private static Map<String, String> values(JsonNode json, String field) {
        if (!json.isObject()) {
            throw new ShapeException("Cannot deserialize `" + field + "`: an object is expected");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            if (value.isContainerNode()) {
                throw new ShapeException(
                        "Cannot deserialize value of type `String` from " + value.getNodeType() + " at " + field);
            }
            if (!value.isNull()) {
                values.put(
                        entry.getKey(),
                        value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
            }
        }
        return values;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isContainerNode()) {
            throw new ShapeException(
                    "Cannot deserialize value of type `String` from " + value.getNodeType() + " at " + field);
        }
        return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? null : value.asText();
    }

    private static @Nullable Instant timestamp(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return Timestamps.parse(value.asText());
        } catch (DateTimeException e) {
            throw new ShapeException("Cannot deserialize value of type `OffsetDateTime` at timestamp", e);
        }
    }

    private static @Nullable JsonNode iframe(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<String> missing =
                IFRAME.stream().filter(field -> !value.hasNonNull(field)).toList();
        if (!missing.isEmpty()) {
            throw new ShapeException("Cannot build TimelineEventIFrame, some of required attributes are not set ["
                    + String.join(", ", missing) + "]");
        }
        return value;
    }

    /** Ends the reading of one event. */
    private static final class ShapeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String problem;

        ShapeException(String problem) {
            super(problem);
            this.problem = problem;
        }

        ShapeException(String problem, Throwable cause) {
            super(problem, cause);
            this.problem = problem;
        }
    }
}
