package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How every {@link Knob} stands now: as configured, until someone turns it. */
final class Knobs {
    private final Map<Knob<?>, Object> configured = new HashMap<>();
    /** Replaced as a whole, never changed. */
    private volatile Map<Knob<?>, Object> values;

    /** Refuses a wrong value by the configuration's full key. */
    Knobs(SandboxConfig config) {
        Knob.ALL.forEach(knob -> configured.put(knob, knob.configured(config)));
        this.values = configured;
    }

    @SuppressWarnings("unchecked") // Only values of the knob's own form are put in.
    <T> T get(Knob<T> knob) {
        return (T) Objects.requireNonNull(values.get(knob));
    }

    boolean refuses(Knob<SandboxConfig.Stance> knob) {
        return get(knob) == SandboxConfig.Stance.REFUSE;
    }

    /** Turns all that the object names, or none: then an {@link Asked.Wrong} names the culprit. */
    synchronized void turn(JsonNode changes) {
        Map<Knob<?>, Object> next = new HashMap<>(values);
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            Knob<?> knob = named(change.getKey());
            try {
                next.put(knob, knob.form().read(text(change.getValue())));
            } catch (IllegalArgumentException e) {
                throw new Asked.Wrong(knob.name(), knob.form().expected(), e);
            }
        }
        values = next;
    }

    synchronized void reset() {
        values = configured;
    }

    /** Every knob with its row, its value and what it may be. */
    ObjectNode describe() {
        ObjectNode json = JsonText.object();
        ArrayNode settings = json.putArray("settings");
        for (Knob<?> knob : Knob.ALL) {
            settings.addObject()
                    .put("name", knob.name())
                    .put("value", write(knob))
                    .put("changed", !Objects.equals(values.get(knob), configured.get(knob)))
                    .put("expected", knob.form().expected())
                    .put("row", knob.row().name())
                    .put("evidence", knob.row().evidence().text());
        }
        return json;
    }

    private <T> String write(Knob<T> knob) {
        return knob.form().write(get(knob));
    }

    private static Knob<?> named(String name) {
        return Knob.ALL.stream()
                .filter(knob -> knob.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Asked.Wrong(
                        name, "one of " + Knob.ALL.stream().map(Knob::name).collect(Collectors.joining(", "))));
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.asText();
    }
}
