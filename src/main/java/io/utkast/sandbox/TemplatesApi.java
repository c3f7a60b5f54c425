package io.utkast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.EventTemplate.Token;
import java.time.Clock;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** HubSpot's management of event templates and their tokens: 201, 200 and 204 as its specification says. */
final class TemplatesApi {
    private final Templates templates;
    private final Renderer renderer;
    private final Portals portals;
    private final Failures failures;
    private final Clock clock;

    TemplatesApi(Templates templates, Renderer renderer, Portals portals, Failures failures, Clock clock) {
        this.templates = templates;
        this.renderer = renderer;
        this.portals = portals;
        this.failures = failures;
        this.clock = clock;
    }

    Reply list() {
        ObjectNode body = JsonText.object();
        ArrayNode results = body.putArray("results");
        templates.all().forEach(template -> results.add(TemplateJson.write(template)));
        return answered(200, body);
    }

    Reply create(byte[] body) {
        return read(body, json -> {
            EventTemplate template = TemplateJson.create(json, templates.newId(), clock.instant());
            return kept(template) ? answered(201, TemplateJson.write(template)) : tooMany();
        });
    }

    Reply get(String id) {
        return templates
                .find(id)
                .map(template -> answered(200, TemplateJson.write(template)))
                .orElseGet(this::unknown);
    }

    Reply update(String id, byte[] body) {
        return change(id, body, (json, before) -> {
            EventTemplate after = TemplateJson.update(json, before, clock.instant());
            kept(after);
            return answered(200, TemplateJson.write(after));
        });
    }

    /** Deletes a template, and its events in every account for good. */
    Reply delete(String id) {
        if (templates.find(id).isEmpty()) {
            return unknown();
        }
        templates.remove(id);
        portals.all().forEach(portal -> portal.crm().removeTemplate(id));
        return gone();
    }

    /** 200, not 201. */
    Reply createToken(String id, byte[] body) {
        return change(id, body, (json, before) -> {
            String name = TemplateJson.tokenName(json);
            if (before.tokens().containsKey(name)) {
                return refused("Token '" + name + "' already exists");
            }
            return token(before, name, TemplateJson.token(json, clock.instant()));
        });
    }

    Reply updateToken(String id, String name, byte[] body) {
        return change(id, body, (json, before) -> {
            Token known = before.tokens().get(name);
            return known == null ? unknown() : token(before, name, TemplateJson.update(json, known, clock.instant()));
        });
    }

    Reply deleteToken(String id, String name) {
        return templates
                .find(id)
                .filter(template -> template.tokens().containsKey(name))
                .map(template -> {
                    templates.put(TemplateJson.with(template, name, null, clock.instant()));
                    return gone();
                })
                .orElseGet(this::unknown);
    }

    /** A new app's request to make a template; the real one's words are not known. */
    Reply refusedToNewApp() {
        return failures.plain(
                403, "This app cannot create timeline event templates. Use app events instead.", "", Contract.S25);
    }

    private Reply token(EventTemplate before, String name, Token token) {
        templates.put(TemplateJson.with(before, name, token, clock.instant()));
        return answered(200, TemplateJson.write(name, token));
    }

    private boolean kept(EventTemplate template) {
        renderer.compiled(template.wording());
        return templates.put(template);
    }

    private Reply change(String id, byte[] body, BiFunction<JsonNode, EventTemplate, Reply> work) {
        return templates
                .find(id)
                .map(before -> read(body, json -> work.apply(json, before)))
                .orElseGet(this::unknown);
    }

    private Reply read(byte[] body, Function<JsonNode, Reply> work) {
        try {
            return work.apply(JsonText.read(body));
        } catch (JsonProcessingException e) {
            return refused("Invalid input JSON: " + e.getOriginalMessage());
        } catch (TemplateJson.Bad | IllegalArgumentException e) {
            return refused("Invalid input JSON on line 1, column " + body.length + ". "
                    + Objects.requireNonNull(e.getMessage()));
        }
    }

    private Reply tooMany() {
        return refused("An app can have " + Templates.MAXIMUM + " event templates at most");
    }

    private Reply refused(String message) {
        return failures.invalid(message, Contract.S24);
    }

    private Reply unknown() {
        return failures.notFound(Contract.S24);
    }

    private Reply gone() {
        return failures.tagged(Reply.empty(204), null).following(Contract.S24);
    }

    private Reply answered(int status, ObjectNode body) {
        return failures.tagged(Reply.json(status, body), null).following(Contract.S24);
    }
}
