package io.utkast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON body of a request to the control API. Every complaint names the field and what would be right. */
final class Asked {
    private final JsonNode json;

    private Asked(JsonNode json) {
        this.json = json;
    }

    /** Reads a body that may have these fields only; no body is as good as an empty object. */
    static Asked of(byte[] body, String... fields) {
        JsonNode json = json(body);
        List<String> known = Arrays.asList(fields);
        for (var field : json.properties()) {
            if (!known.contains(field.getKey())) {
                throw new Wrong(field.getKey(), known.isEmpty() ? "no field" : "one of " + String.join(", ", known));
            }
        }
        return new Asked(json);
    }

    static JsonNode json(byte[] body) {
        try {
            JsonNode json = body.length == 0 ? JsonText.object() : JsonText.read(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new Wrong("body", "a JSON object", e);
        }
        throw new Wrong("body", "a JSON object");
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    JsonNode get(String field) {
        return json.path(field);
    }

    String text(String field, String otherwise) {
        return json.path(field).asText(otherwise).strip();
    }

    @Nullable
    String textOrNull(String field, int maximum) {
        String text = text(field, "");
        return text.isEmpty() ? null : text.substring(0, Math.min(maximum, text.length()));
    }

    long number(String field, long otherwise, long from, long to) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.asLong() < from || value.asLong() > to) {
            throw new Wrong(field, "a number from " + from + " to " + to);
        }
        return value.asLong();
    }

    double fraction(String field, double otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || value.asDouble() <= 0 || value.asDouble() > 1) {
            throw new Wrong(field, "a number above 0, at most 1");
        }
        return value.asDouble();
    }

    boolean flag(String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw new Wrong(field, "true or false");
        }
        return value.asBoolean();
    }

    <E extends Enum<E>> E choice(String field, E otherwise) {
        Form<E> form = Form.choice(otherwise.getDeclaringClass());
        try {
            return has(field) ? form.read(text(field, "")) : otherwise;
        } catch (IllegalArgumentException e) {
            throw new Wrong(field, form.expected(), e);
        }
    }

    /** What is wrong with a request to the control API. */
    static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final String field;
        private final String expected;

        Wrong(String field, String expected) {
            super(field + ": " + expected);
            this.field = field;
            this.expected = expected;
        }

        Wrong(String field, String expected, Throwable cause) {
            super(field + ": " + expected, cause);
            this.field = field;
            this.expected = expected;
        }

        String field() {
            return field;
        }

        String expected() {
            return expected;
        }
    }
}
