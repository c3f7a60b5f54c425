package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that shall go wrong, for the next {@code times} requests.
 *
 * <p>As JSON: {@code on} is {@code events} (single), {@code batch}, {@code token} or {@code any}; {@code when} is
 * {@code before} (nothing is stored) or {@code after} (stored, but the answer is not the usual one: the ambiguous case);
 * {@code status} with {@code body} {@code json}, {@code html}, {@code empty} or a JSON object to send as it is, and
 * {@code headers}; {@code delayMs} before the answer; {@code reset: true} closes the connection without one. Without
 * status and reset the usual answer is only late.
 */
record Fault(Place on, When when, Answer answer, int times) {
    private static final int MAXIMUM_TIMES = 1_000_000;
    private static final long MAXIMUM_DELAY = 600_000;

    /** Which requests are hit. */
    enum Place {
        EVENTS,
        BATCH,
        TOKEN,
        ANY;

        boolean covers(Place place) {
            return this == ANY || this == place;
        }
    }

    /** Before the work, so that nothing is stored, or after it. */
    enum When {
        BEFORE,
        AFTER
    }

    /** What is sent instead; status 0 keeps the usual answer. */
    record Answer(int status, JsonNode body, Map<String, String> headers, long delayMillis, boolean reset) {}

    Fault {
        if (times < 1 || times > MAXIMUM_TIMES) {
            throw new IllegalArgumentException("times: a number from 1 to " + MAXIMUM_TIMES);
        }
        if (answer.status() != 0 && (answer.status() < 200 || answer.status() > 599)) {
            throw new IllegalArgumentException("status: a number from 200 to 599");
        }
        if (answer.delayMillis() < 0 || answer.delayMillis() > MAXIMUM_DELAY) {
            throw new IllegalArgumentException("delayMs: a number from 0 to " + MAXIMUM_DELAY);
        }
    }

    /** Reads a fault; an {@link IllegalArgumentException} names the culprit. */
    static Fault of(JsonNode json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
        Answer answer = new Answer(
                json.path("status").asInt(0),
                json.path("body"),
                headers,
                json.path("delayMs").asLong(0),
                json.path("reset").asBoolean(false));
        return new Fault(
                choice(Place.class, json, "on", "any"),
                choice(When.class, json, "when", "before"),
                answer,
                json.path("times").asInt(1));
    }

    Fault onceLess() {
        return new Fault(on, when, answer, times - 1);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode json, String field, String otherwise) {
        String name = json.path(field).asText(otherwise).toUpperCase(Locale.ROOT);
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field + ": unknown value", e);
        }
    }
}
