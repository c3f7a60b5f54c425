package io.utkast.admin.letters;

import io.utkast.admin.Parameters;
import io.utkast.outbox.DeadLetters.Filter;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are to be replayed, from the query and the body of a request. A field that is not known is refused:
 * left out, it would mean more letters than were wanted.
 */
record ReplayRequest(Filter filter, boolean dryRun) {
    private static final Set<String> FIELDS = Set.of("portal", "status", "category", "text", "from", "to", "dryRun");

    static ReplayRequest read(MultivaluedMap<String, String> query, @Nullable String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        query.forEach((name, values) -> fields.put(name, values.getFirst()));
        if (body != null && !body.isBlank()) {
            json(body).forEach(field -> {
                if (field.getValue() != null) {
                    fields.put(field.getKey(), field.getValue().toString());
                }
            });
        }
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Parameters.wrong(
                            name,
                            "is not known; there are "
                                    + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
                });
        return new ReplayRequest(filter(fields), dryRun(fields.get("dryRun")));
    }

    /** For the audit; free text may hold anything, so it is only said that there was some. */
    String facts() {
        StringBuilder facts = new StringBuilder("dryRun=").append(dryRun);
        add(facts, "portal", filter.portal());
        add(facts, "status", filter.status());
        add(facts, "category", filter.category() == null ? null : "given");
        add(facts, "text", filter.text() == null ? null : "given");
        add(facts, "from", filter.from());
        add(facts, "to", filter.to());
        return facts.toString();
    }

    private static void add(StringBuilder facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.append(' ').append(name).append('=').append(value);
        }
    }

    private static Filter filter(Map<String, String> fields) {
        String status = fields.get("status");
        Instant from = Parameters.time("from", fields.get("from"));
        Instant to = Parameters.time("to", fields.get("to"));
        if (from != null && to != null && !from.isBefore(to)) {
            throw Parameters.wrong("to", "must be later than 'from'");
        }
        return new Filter(
                Parameters.portal(fields.get("portal")),
                status == null ? null : Parameters.number("status", status),
                fields.get("category"),
                fields.get("text"),
                from,
                to);
    }

    private static boolean dryRun(@Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Parameters.wrong("dryRun", "must be true or false");
        }
        return "true".equals(text);
    }

    private static JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw Parameters.wrong("body", "must be a JSON object such as {\"portal\":\"acme\",\"status\":400}");
        }
    }
}
