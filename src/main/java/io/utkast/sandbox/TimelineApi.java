package io.utkast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Crm.Outcome;
import io.utkast.sandbox.Crm.Policy;
import io.utkast.sandbox.Crm.Prepared;
import io.utkast.sandbox.EventReader.Reading;
import io.utkast.sandbox.Reply.Evidence;
import io.utkast.sandbox.SandboxConfig.BadBatch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** HubSpot's event API behind the gate: one event, a batch, and reading one back. */
final class TimelineApi {
    private static final int APP_EVENTS_MAXIMUM = 500;
    private static final String UUID_PLACEHOLDER = "{{uuid}}";

    private final Templates templates;
    private final SandboxConfig config;
    private final Failures failures;
    private final Clock clock;
    private final EventReader reader;
    private final EventRules rules;

    TimelineApi(Templates templates, SandboxConfig config, Failures failures, Clock clock) {
        this.templates = templates;
        this.config = config;
        this.failures = failures;
        this.clock = clock;
        this.reader = new EventReader(config.rules().missingField());
        this.rules = new EventRules(config.rules());
    }

    /** The events of a batch that may be stored, and those that may not. */
    private record Sorted(List<Prepared> good, List<Refusal> bad) {}

    /** One event: 201 with what was stored. */
    Reply single(Portal portal, byte[] body, Dialect dialect) {
        return parsed(body, json -> switch (reader.read(json, dialect, body.length)) {
            case Reading.Malformed(String message) -> failures.malformed(message);
            case Reading.Event(IncomingEvent event) -> {
                Sorted sorted = sort(portal, List.of(event));
                yield sorted.bad().isEmpty()
                        ? single(portal, sorted.good().getFirst(), dialect)
                        : failures.refused(sorted.bad().getFirst());
            }
        });
    }

    /** A batch: 201, or 207 if some were refused; app events are taken as a whole or not at all. */
    Reply batch(Portal portal, byte[] body, Dialect dialect) {
        return parsed(body, json -> {
            JsonNode inputs = json.path("inputs");
            int maximum = dialect == Dialect.TIMELINE ? config.batchMaximum() : APP_EVENTS_MAXIMUM;
            if (!inputs.isArray()) {
                return failures.malformed("Invalid input JSON on line 1, column " + body.length
                        + ": Cannot build BatchInput" + dialect.schema()
                        + ", some of required attributes are not set [inputs]");
            }
            if (inputs.isEmpty()) {
                return failures.invalid("Batch input provided should have at least one object.");
            }
            if (inputs.size() > maximum) {
                return failures.invalid("Batch input provided should have at most " + maximum + " objects.");
            }
            List<IncomingEvent> events = new ArrayList<>(inputs.size());
            for (JsonNode input : inputs) {
                switch (reader.read(input, dialect, body.length)) {
                    case Reading.Malformed(String message) -> {
                        return failures.malformed(message);
                    }
                    case Reading.Event(IncomingEvent event) -> events.add(event);
                }
            }
            return batch(portal, sort(portal, events), dialect);
        });
    }

    /** The event as it is stored now. */
    Reply readBack(Portal portal, String templateId, String id) {
        return portal.crm()
                .find(templateId, id)
                .map(event -> answered(200, EventJson.write(event, Dialect.TIMELINE)))
                .orElseGet(failures::notFound);
    }

    private Reply single(Portal portal, Prepared event, Dialect dialect) {
        return switch (counted(portal, portal.crm().put(event, policy(dialect)))) {
            case Outcome.Refused(Refusal refusal) -> failures.refused(refusal);
            case Outcome.Taken(StoredEvent stored) -> {
                Reply reply = answered(201, EventJson.write(stored, dialect));
                yield dialect == Dialect.TIMELINE
                        ? reply
                        : reply.with(
                                "Location",
                                "/integrators/timeline/v3/events/"
                                        + stored.template().id() + "/" + stored.id());
            }
        };
    }

    private Reply batch(Portal portal, Sorted sorted, Dialect dialect) {
        Instant startedAt = clock.instant();
        boolean whole = dialect == Dialect.APP_EVENTS || config.rules().badBatch() == BadBatch.WHOLE;
        List<Refusal> bad = new ArrayList<>(sorted.bad());
        if (whole && !bad.isEmpty()) {
            return refusedWhole(bad);
        }
        Policy policy = policy(dialect);
        List<Outcome> outcomes = whole
                ? portal.crm().putAllOrNothing(sorted.good(), policy)
                : sorted.good().stream()
                        .map(event -> portal.crm().put(event, policy))
                        .toList();
        ObjectNode body = JsonText.object();
        body.put("status", "COMPLETE");
        ArrayNode results = body.putArray("results");
        for (Outcome outcome : outcomes) {
            switch (counted(portal, outcome)) {
                case Outcome.Taken(StoredEvent event) -> results.add(EventJson.write(event, dialect));
                case Outcome.Refused(Refusal refusal) -> bad.add(refusal);
            }
        }
        if (whole && !bad.isEmpty()) {
            return refusedWhole(bad);
        }
        if (!bad.isEmpty()) {
            body.put("numErrors", bad.size());
            bad.forEach(refusal -> body.withArray("errors").add(Failures.inBatch(refusal)));
        }
        body.put("startedAt", JsonText.micros(startedAt));
        body.put("completedAt", JsonText.micros(clock.instant()));
        int taken = dialect == Dialect.TIMELINE ? 201 : 200;
        return answered(bad.isEmpty() ? taken : 207, body);
    }

    private Reply refusedWhole(List<Refusal> bad) {
        int status = bad.stream().mapToInt(Refusal::status).max().orElse(400);
        return failures.refused(status == 409 ? 409 : 400, bad.getFirst().message(), bad);
    }

    private Sorted sort(Portal portal, List<IncomingEvent> events) {
        Sorted sorted = new Sorted(new ArrayList<>(events.size()), new ArrayList<>());
        for (IncomingEvent event : events) {
            String id = id(portal, event);
            Optional<EventTemplate> template = templates.find(event.type());
            if (template.isEmpty()) {
                int status = config.rules().unknownTemplateStatus();
                sorted.bad().add(Refusal.unknownTemplate(status, id, event.type()));
                continue;
            }
            List<String> problems = rules.problems(event, template.get());
            if (problems.isEmpty()) {
                sorted.good().add(new Prepared(id, event, template.get()));
            } else {
                sorted.bad().add(Refusal.invalid(id, problems));
            }
        }
        portal.counters().refused.add(sorted.bad().size());
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

    private Policy policy(Dialect dialect) {
        int repeated = switch (config.rules().repeatedId()) {
            case LAST_WINS -> Policy.LAST_WINS;
            case BAD_REQUEST -> 400;
            case CONFLICT -> 409;
        };
        return new Policy(
                dialect == Dialect.APP_EVENTS ? 409 : repeated, config.rules().linkUtkByEmail());
    }

    private static Outcome counted(Portal portal, Outcome outcome) {
        switch (outcome) {
            case Outcome.Refused(Refusal refusal) -> portal.counters().refused.increment();
            case Outcome.Taken(StoredEvent event) -> {
                portal.counters().taken.increment();
                if (event.sends().count() > 1) {
                    portal.counters().repeated.increment();
                }
            }
        }
        return outcome;
    }

    private Reply parsed(byte[] body, Function<JsonNode, Reply> then) {
        JsonNode json;
        try {
            json = JsonText.read(body);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " on line " + at.getLineNr() + ", column " + at.getColumnNr();
            return failures.malformed("Invalid input JSON" + where + ": " + e.getOriginalMessage());
        }
        return then.apply(json);
    }

    private Reply answered(int status, ObjectNode body) {
        return failures.tagged(Reply.json(status, body), null).following(Evidence.DOCUMENTED);
    }
}
