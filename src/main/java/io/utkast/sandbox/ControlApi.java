package io.utkast.sandbox;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Crm.Identified;
import io.utkast.sandbox.Crm.Linked;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sandbox's own API: look at it, link visitors, make things go wrong, start again. The package says what is there. */
final class ControlApi {
    private static final Pattern UTK = Pattern.compile("[0-9a-f]{32}");
    private static final int NAME_LENGTH = 100;
    private static final int OWNERS = 1_000;
    private static final int EVENTS = 10_000;

    private final List<Portal> portals;
    private final Tokens tokens;
    private final Faults faults;
    private final StateJson state;

    ControlApi(List<Portal> portals, Tokens tokens, Faults faults, StateJson state) {
        this.portals = portals;
        this.tokens = tokens;
        this.faults = faults;
        this.state = state;
    }

    Reply state(@Nullable String hub, @Nullable String owners, @Nullable String events) {
        return in(
                hub,
                portal -> Reply.json(200, state.write(portal, number(owners, 20, OWNERS), number(events, 30, EVENTS))));
    }

    /** One line for each event: its id, a tab, how often it was sent. */
    Reply events(@Nullable String hub) {
        StringBuilder lines = new StringBuilder();
        for (Portal portal : portals) {
            if (hub == null || hub.equals(Long.toString(portal.account().hubId()))) {
                portal.crm()
                        .all()
                        .forEach(event -> lines.append(event.id())
                                .append('\t')
                                .append(event.sends().count())
                                .append('\n'));
            }
        }
        return Reply.text(200, "text/plain;charset=utf-8", lines.toString());
    }

    /** The events of this id, one for each template, with their sends. */
    Reply event(@Nullable String hub, String id) {
        return in(hub, portal -> {
            ArrayNode found = JsonText.object().putArray("results");
            portal.crm().all().stream()
                    .filter(event -> event.id().equals(id))
                    .forEach(event -> found.add(state.history(event)));
            return found.isEmpty()
                    ? problem(404, "no such event")
                    : Reply.json(200, JsonText.object().set("results", found));
        });
    }

    Reply link(@Nullable String hub, byte[] body) {
        return read(body, json -> {
            String utk = json.path("utk").asText().toLowerCase(Locale.ROOT);
            String email = json.path("email").asText().strip();
            if (!UTK.matcher(utk).matches()) {
                return problem(400, "utk: 32 hexadecimal digits");
            }
            if (!EventRules.isEmail(email)) {
                return problem(400, "email: an e-mail address");
            }
            Identified visitor = new Identified(utk, email, name(json, "firstName"), name(json, "lastName"));
            return in(hub, portal -> {
                Linked linked = portal.crm().link(visitor);
                ObjectNode answer = JsonText.object();
                answer.put("contactId", linked.contactId());
                answer.put("linked", linked.ownerId().equals(linked.contactId()));
                answer.put("ownerId", linked.ownerId());
                answer.put("attached", linked.attached());
                return Reply.json(200, answer);
            });
        });
    }

    Reply fault(byte[] body) {
        return read(body, json -> {
            if (json.path("clear").asBoolean()) {
                faults.clear();
                return pending();
            }
            try {
                return faults.add(Fault.of(json)) ? pending() : problem(409, "too many faults wait already");
            } catch (IllegalArgumentException e) {
                return problem(400, requireNonNullElse(e.getMessage(), "not a fault"));
            }
        });
    }

    Reply expireTokens(byte[] body) {
        return read(body, json -> {
            tokens.expire(json.path("refresh").asBoolean());
            return Reply.empty(204);
        });
    }

    Reply code(@Nullable String hub) {
        return in(hub, portal -> Reply.json(200, JsonText.object().put("code", tokens.code(portal))));
    }

    Reply reset() {
        portals.forEach(Portal::reset);
        tokens.reset();
        faults.clear();
        return Reply.empty(204);
    }

    private Reply pending() {
        return Reply.json(200, JsonText.object().put("pending", faults.pending()));
    }

    private Reply in(@Nullable String hub, Function<Portal, Reply> work) {
        return portals.stream()
                .filter(portal ->
                        hub == null || hub.equals(Long.toString(portal.account().hubId())))
                .findFirst()
                .map(work)
                .orElseGet(() -> problem(404, "hub: no such account"));
    }

    private static Reply read(byte[] body, Function<JsonNode, Reply> then) {
        JsonNode json;
        try {
            json = body.length == 0 ? JsonText.object() : JsonText.read(body);
        } catch (JsonProcessingException e) {
            return problem(400, "the body is not JSON");
        }
        return then.apply(json);
    }

    private static @Nullable String name(JsonNode json, String field) {
        String name = json.path(field).asText().strip();
        return name.isEmpty() ? null : name.substring(0, Math.min(NAME_LENGTH, name.length()));
    }

    private static int number(@Nullable String text, int otherwise, int maximum) {
        boolean isNumber = text != null && text.matches("\\d{1,6}");
        return isNumber ? Math.clamp(Integer.parseInt(text), 1, maximum) : otherwise;
    }

    static Reply problem(int status, String message) {
        return Reply.json(status, JsonText.object().put("error", message));
    }
}
