package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that shall go wrong, for the next {@code times} requests that it hits (0: for all of them).
 *
 * <p>Its JSON is described in {@code docs/sandbox.md}. Without an answer of its own the usual one is only late.
 */
record Fault(String label, Target target, When when, Answer answer, Chance chance) {
    private static final int MAXIMUM_TIMES = 1_000_000;
    private static final int MAXIMUM_DELAY = 600_000;
    private static final int MAXIMUM_RETRY_AFTER = 86_400;
    private static final String[] FIELDS = {
        "name",
        "status",
        "body",
        "headers",
        "retryAfter",
        "delayMs",
        "reset",
        "when",
        "on",
        "hub",
        "times",
        "probability",
        "seed"
    };

    /** Which requests are hit. */
    enum Place {
        EVENTS,
        BATCH,
        READ,
        TOKEN,
        TEMPLATES,
        ANY;

        boolean covers(Place place) {
            return this == ANY || this == place;
        }
    }

    /** The place, and the account if it is one's only. */
    record Target(Place on, @Nullable Long hub) {
        boolean covers(Place place, Optional<Portal> account) {
            return on.covers(place)
                    && (hub == null
                            || account.map(Portal::account)
                                    .map(Account::hubId)
                                    .filter(hub::equals)
                                    .isPresent());
        }
    }

    /** Before the work, so that nothing is stored, or after it: the ambiguous case. */
    enum When {
        BEFORE,
        AFTER
    }

    /** How often and how likely; the same seed makes the same choices. */
    record Chance(int times, double probability, long seed) {}

    /** What is sent instead. Neither row nor status nor reset: the usual answer. */
    record Answer(
            @Nullable ErrorRow row,
            int status,
            JsonNode body,
            Map<String, String> headers,
            int delayMillis,
            boolean reset) {
        boolean instead() {
            return row != null || status != 0 || reset;
        }

        Reply reply(Failures failures, Account account) {
            Reply named = row == null ? null : row.reply(failures, account);
            int code = status == 0 && named != null ? named.status() : status;
            Reply reply = named == null || !body.isMissingNode() ? given(failures, code) : named;
            return reply.with(named == null ? Map.of() : retryAfter(named))
                    .with(headers)
                    .following(Contract.S27);
        }

        private Reply given(Failures failures, int code) {
            if (body.isObject()) {
                return failures.tagged(Reply.json(code, body), null);
            }
            return switch (body.asText("json")) {
                case "html" -> failures.html(code, "Fault", Contract.S27);
                case "empty" -> Reply.empty(code);
                default -> failures.plain(code, "A fault was asked for.", "", Contract.S27);
            };
        }

        private static Map<String, String> retryAfter(Reply named) {
            String seconds = named.headers().get("Retry-After");
            return seconds == null ? Map.of() : Map.of("Retry-After", seconds);
        }
    }

    /** Reads a fault; an {@link Asked.Wrong} names the culprit. {@code hub}: of the query, if the body names none. */
    static Fault of(byte[] body, @Nullable Long hub) {
        Asked asked = Asked.of(body, FIELDS);
        double probability = asked.fraction("probability", 1);
        Answer answer = answer(asked);
        long own = asked.number("hub", hub == null ? 0 : hub, 1, Long.MAX_VALUE);
        return new Fault(
                label(asked, answer),
                new Target(asked.choice("on", Place.ANY), own == 0 ? null : own),
                asked.choice("when", When.BEFORE),
                answer,
                new Chance(
                        (int) asked.number("times", probability < 1 ? 0 : 1, 0, MAXIMUM_TIMES),
                        probability,
                        asked.number("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    private static Answer answer(Asked asked) {
        ErrorRow row = asked.has("name")
                ? ErrorRow.of(asked.text("name", ""))
                        .orElseThrow(
                                () -> new Asked.Wrong("name", "one of " + ErrorRow.names() + ", or a status of one"))
                : null;
        int delay = (int) asked.number("delayMs", 0, 0, MAXIMUM_DELAY);
        Answer answer = new Answer(
                row,
                (int) asked.number("status", 0, 200, 599),
                body(asked.get("body")),
                headers(asked),
                delay,
                asked.flag("reset"));
        if (!answer.instead() && delay == 0) {
            throw new Asked.Wrong("name", "a fault's name, or status, reset or delayMs");
        }
        return answer;
    }

    private static JsonNode body(JsonNode body) {
        if (body.isMissingNode() || body.isObject() || body.asText().matches("json|html|empty")) {
            return body;
        }
        throw new Asked.Wrong("body", "json, html, empty or a JSON object");
    }

    private static Map<String, String> headers(Asked asked) {
        JsonNode given = asked.get("headers");
        if (!given.isMissingNode() && !given.isObject()) {
            throw new Asked.Wrong("headers", "an object of texts");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        given.properties().forEach(entry -> headers.put(entry.getKey(), header(entry.getValue())));
        long seconds = asked.number("retryAfter", -1, 0, MAXIMUM_RETRY_AFTER);
        if (seconds >= 0) {
            headers.put("Retry-After", Long.toString(seconds));
        }
        return headers;
    }

    /** A line break would start another header. */
    private static String header(JsonNode value) {
        if (value.isContainerNode() || value.asText().chars().anyMatch(Character::isISOControl)) {
            throw new Asked.Wrong("headers", "an object of texts without line breaks");
        }
        return value.asText();
    }

    private static String label(Asked asked, Answer answer) {
        if (answer.row() != null) {
            return Form.kebab(answer.row());
        }
        return answer.reset() ? "reset" : answer.status() == 0 ? "slow" : asked.text("status", "");
    }
}
