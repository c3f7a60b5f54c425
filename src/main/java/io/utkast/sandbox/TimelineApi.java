package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.EventReader.Reading;
import io.utkast.sandbox.Fault.Place;
import io.utkast.sandbox.Refusal.Problem;
import io.utkast.sandbox.SandboxConfig.BadBatch;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** HubSpot's event API behind the gate: one event, a batch, and reading one back. */
final class TimelineApi {
    private static final String UUID_PLACEHOLDER = "{{uuid}}";

    private final AppEventTypes types;
    private final Knobs knobs;
    private final Failures failures;
    private final Clock clock;
    private final EventReader reader;
    private final EventRules rules;

    TimelineApi(AppEventTypes types, Knobs knobs, Failures failures, Clock clock) {
        this.types = types;
        this.knobs = knobs;
        this.failures = failures;
        this.clock = clock;
        this.reader = new EventReader(knobs);
        this.rules = new EventRules(knobs);
    }

    /** The events of a batch that may be stored, and those that may not. */
    private record Sorted(List<Prepared> good, List<Refusal> bad) {}

    Reply take(Portal portal, byte[] body, Dialect dialect, Place place) {
        JsonNode json;
        try {
            json = JsonText.read(body);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " on line " + at.getLineNr() + ", column " + at.getColumnNr();
            return failures.malformed("Invalid input JSON" + where + ": " + e.getOriginalMessage());
        }
        return place == Place.BATCH
                ? batch(portal, json, dialect, body.length)
                : single(portal, json, dialect, body.length);
    }

    /** Notes the ids of a request that somebody else answered: a fault, or the request limit. */
    void unanswered(Portal portal, byte[] body) {
        try {
            JsonNode json = JsonText.read(body);
            JsonNode inputs = json.path("inputs");
            for (JsonNode event : inputs.isArray() ? inputs : List.of(json)) {
                if (event.hasNonNull("id")) {
                    portal.ledger().unanswered(event.path("id").asText());
                }
            }
        } catch (JsonProcessingException e) {
            // Without an id there is nothing to note.
        }
    }

    /** The event as it is stored now. */
    Reply readBack(Portal portal, String templateId, String id, Dialect dialect) {
        return types.named(portal.account(), templateId)
                .flatMap(template -> portal.crm().find(template.id(), id))
                .map(event -> answered(200, EventJson.write(event, dialect)))
                .orElseGet(() -> failures.notFound(Contract.S16))
                .following(Contract.S16);
    }

    /** One event: 201 with what was stored. */
    private Reply single(Portal portal, JsonNode json, Dialect dialect, int column) {
        return switch (reader.read(json, dialect, column)) {
            case Reading.Malformed(String message) -> failures.malformed(message);
            case Reading.Event(IncomingEvent event) -> {
                Sorted sorted = sort(portal, List.of(event), dialect);
                yield sorted.bad().isEmpty()
                        ? single(portal, sorted.good().getFirst(), dialect)
                        : failures.refused(sorted.bad().getFirst());
            }
        };
    }

    private Reply single(Portal portal, Prepared event, Dialect dialect) {
        return switch (noted(portal, portal.crm().put(event, Policy.of(knobs, dialect)))) {
            case Outcome.Refused(Refusal refusal) -> failures.refused(refusal);
            case Outcome.Taken(StoredEvent stored, Set<Contract> rows) -> {
                int usual = dialect == Dialect.TIMELINE ? 201 : knobs.get(Knob.APP_EVENT_STATUS);
                int status = rows.contains(Contract.S11) ? orphanStatus(usual) : usual;
                Reply reply = status == 204
                        ? failures.tagged(Reply.empty(204), null)
                        : answered(status, EventJson.write(stored, dialect));
                yield located(reply, stored, dialect).following(rows);
            }
        };
    }

    /** The knob for orphans speaks only if it was turned: app events may be 200 by their own. */
    private int orphanStatus(int usual) {
        int status = knobs.get(Knob.ORPHAN_STATUS);
        return status == 201 ? usual : status;
    }

    /** The address where app events read back, relative to the request's. */
    private static Reply located(Reply reply, StoredEvent stored, Dialect dialect) {
        return dialect == Dialect.TIMELINE || reply.status() != 201
                ? reply
                : reply.with(
                        "Location",
                        "events/" + stored.template().id() + "/"
                                + URLEncoder.encode(stored.id(), UTF_8).replace("+", "%20"));
    }

    /** A batch: 201, or 207 if some were refused; app events are taken as a whole or not at all. */
    private Reply batch(Portal portal, JsonNode json, Dialect dialect, int column) {
        JsonNode inputs = json.path("inputs");
        int maximum = knobs.get(dialect == Dialect.TIMELINE ? Knob.BATCH_MAXIMUM : Knob.APP_EVENTS_BATCH_MAXIMUM);
        if (!inputs.isArray()) {
            return failures.malformed("Invalid input JSON on line 1, column " + column + ": Cannot build BatchInput"
                    + dialect.schema() + ", some of required attributes are not set [inputs]");
        }
        if (inputs.isEmpty()) {
            return failures.invalid("Batch input provided should have at least one object.", Contract.S19);
        }
        if (inputs.size() > maximum) {
            return failures.invalid(
                    "Batch input provided should have at most " + maximum + " objects.",
                    dialect == Dialect.TIMELINE ? Contract.S18 : Contract.S20);
        }
        List<IncomingEvent> events = new ArrayList<>(inputs.size());
        for (JsonNode input : inputs) {
            switch (reader.read(input, dialect, column)) {
                case Reading.Malformed(String message) -> {
                    return failures.malformed(message);
                }
                case Reading.Event(IncomingEvent event) -> events.add(event);
            }
        }
        Sorted sorted = sort(portal, events, dialect);
        boolean whole = dialect == Dialect.APP_EVENTS || knobs.get(Knob.BAD_BATCH) == BadBatch.WHOLE;
        return whole ? atomic(portal, sorted, dialect) : inPart(portal, sorted, dialect);
    }

    private Reply atomic(Portal portal, Sorted sorted, Dialect dialect) {
        Instant startedAt = clock.instant();
        List<Refusal> bad = new ArrayList<>(sorted.bad());
        List<Outcome> outcomes =
                bad.isEmpty() ? portal.crm().putAllOrNothing(sorted.good(), Policy.of(knobs, dialect)) : List.of();
        List<Outcome.Taken> taken = taken(portal, outcomes, bad);
        if (bad.isEmpty()) {
            int status = dialect == Dialect.TIMELINE ? knobs.get(Knob.BATCH_STATUS) : 200;
            return complete(status, taken, dialect, startedAt);
        }
        Set<String> named = bad.stream().map(Refusal::id).collect(Collectors.toUnmodifiableSet());
        sorted.good().stream()
                .map(Prepared::id)
                .filter(id -> !named.contains(id))
                .forEach(portal.ledger()::refusedWithOthers);
        int status = bad.stream().mapToInt(Refusal::status).max().orElse(400);
        return failures.refused(status == 409 ? 409 : 400, bad.getFirst().message(), bad)
                .following(dialect == Dialect.TIMELINE ? Contract.S17 : Contract.S20);
    }

    private Reply inPart(Portal portal, Sorted sorted, Dialect dialect) {
        Instant startedAt = clock.instant();
        Policy policy = Policy.of(knobs, dialect);
        List<Outcome> outcomes = sorted.good().stream()
                .map(event -> portal.crm().put(event, policy))
                .toList();
        List<Refusal> bad = new ArrayList<>(sorted.bad());
        List<Outcome.Taken> taken = taken(portal, outcomes, bad);
        if (bad.isEmpty()) {
            return complete(knobs.get(Knob.BATCH_STATUS), taken, dialect, startedAt);
        }
        ObjectNode body = body(taken, dialect);
        body.put("numErrors", bad.size());
        bad.forEach(refusal -> body.withArray("errors").add(Failures.inBatch(refusal)));
        Set<Contract> rows = rows(taken);
        rows.add(Contract.S17);
        bad.forEach(refusal -> rows.addAll(refusal.rows()));
        return answered(207, timed(body, startedAt)).following(rows);
    }

    private Reply complete(int status, List<Outcome.Taken> taken, Dialect dialect, Instant startedAt) {
        Reply reply = status == 204
                ? failures.tagged(Reply.empty(204), null)
                : answered(status, timed(body(taken, dialect), startedAt));
        return reply.following(dialect == Dialect.TIMELINE ? Contract.S17 : Contract.S20)
                .following(rows(taken));
    }

    /** Counts the outcomes; the refused ones are added to {@code bad}. */
    private List<Outcome.Taken> taken(Portal portal, List<Outcome> outcomes, List<Refusal> bad) {
        List<Outcome.Taken> taken = new ArrayList<>(outcomes.size());
        for (Outcome outcome : outcomes) {
            switch (noted(portal, outcome)) {
                case Outcome.Taken one -> taken.add(one);
                case Outcome.Refused(Refusal refusal) -> bad.add(refusal);
            }
        }
        return taken;
    }

    private static ObjectNode body(List<Outcome.Taken> taken, Dialect dialect) {
        ObjectNode body = JsonText.object();
        body.put("status", "COMPLETE");
        ArrayNode results = body.putArray("results");
        taken.forEach(one -> results.add(EventJson.write(one.event(), dialect)));
        return body;
    }

    private ObjectNode timed(ObjectNode body, Instant startedAt) {
        body.put("startedAt", JsonText.micros(startedAt));
        body.put("completedAt", JsonText.micros(clock.instant()));
        return body;
    }

    private static Set<Contract> rows(List<Outcome.Taken> taken) {
        Set<Contract> rows = EnumSet.noneOf(Contract.class);
        taken.forEach(one -> rows.addAll(one.rows()));
        rows.remove(Contract.S1);
        return rows;
    }

    private Sorted sort(Portal portal, List<IncomingEvent> events, Dialect dialect) {
        Sorted sorted = new Sorted(new ArrayList<>(events.size()), new ArrayList<>());
        for (IncomingEvent event : events) {
            String id = id(portal, event);
            Optional<EventTemplate> template = types.named(portal.account(), event.type());
            if (template.isEmpty()) {
                int status = knobs.get(Knob.UNKNOWN_TEMPLATE_STATUS);
                sorted.bad().add(Refusal.unknownTemplate(status, id, event.type(), Contract.S8));
                continue;
            }
            List<Problem> problems = rules.problems(event, template.get());
            if (problems.isEmpty()) {
                sorted.good()
                        .add(new Prepared(id, event, template.get(), rules.touched(event, template.get(), dialect)));
            } else {
                sorted.bad().add(Refusal.invalid(id, problems));
            }
        }
        sorted.bad().forEach(refusal -> refused(portal, refusal));
        return sorted;
    }

    /** The given id with its placeholder filled in, or one of our making. */
    private static String id(Portal portal, IncomingEvent event) {
        String id = event.id();
        if (id == null) {
            return portal.account().appId() + ":" + event.type() + ":" + UUID.randomUUID();
        }
        return id.contains(UUID_PLACEHOLDER)
                ? id.replace(UUID_PLACEHOLDER, UUID.randomUUID().toString())
                : id;
    }

    private Outcome noted(Portal portal, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused(Refusal refusal) -> refused(portal, refusal);
            case Outcome.Taken(StoredEvent event, Set<Contract> _) -> {
                portal.ledger().accepted(event.id());
                portal.counters().taken.increment();
                if (event.sends().count() > 1) {
                    portal.counters().repeated.increment();
                }
            }
        }
        return outcome;
    }

    private void refused(Portal portal, Refusal refusal) {
        portal.ledger().refused(refusal, clock.instant());
        portal.counters().refused.increment();
    }

    private Reply answered(int status, ObjectNode body) {
        return failures.tagged(Reply.json(status, body), null);
    }
}
