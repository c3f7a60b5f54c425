package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.EventTemplate.Dates;
import io.utkast.sandbox.EventTemplate.Option;
import io.utkast.sandbox.EventTemplate.Token;
import io.utkast.sandbox.EventTemplate.Wording;
import io.utkast.sandbox.SandboxConfig.TokenType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Event templates and their tokens as JSON. Reading refuses what HubSpot's guide refuses. */
final class TemplateJson {
    private static final int MAXIMUM_TOKENS = 500;
    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final List<String> RESERVED = List.of("log", "lookup");
    private static final List<String> OBJECT_TYPES = List.of("contacts", "companies", "tickets", "deals");

    private TemplateJson() {}

    /** What makes a body no template; the message is the reply's. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    static ObjectNode write(EventTemplate template) {
        ObjectNode json = JsonText.object();
        json.put("id", template.id());
        json.put("name", template.name());
        json.put("objectType", template.objectType());
        json.put("headerTemplate", template.wording().header());
        json.put("detailTemplate", template.wording().detail());
        ArrayNode tokens = json.putArray("tokens");
        template.tokens().forEach((name, token) -> tokens.add(write(name, token)));
        dates(json, template.dates());
        return json;
    }

    static ObjectNode write(String name, Token token) {
        ObjectNode json = JsonText.object();
        json.put("name", name);
        json.put("label", token.label());
        json.put("type", Form.kebab(token.type()));
        ArrayNode options = json.putArray("options");
        token.options()
                .forEach(option ->
                        options.addObject().put("label", option.label()).put("value", option.value()));
        if (token.objectPropertyName() != null) {
            json.put("objectPropertyName", token.objectPropertyName());
        }
        dates(json, token.dates());
        return json;
    }

    /** A new template. */
    static EventTemplate create(JsonNode json, String id, Instant now) {
        String objectType = json.path("objectType").asText("contacts").toLowerCase(Locale.ROOT);
        if (!OBJECT_TYPES.contains(objectType)) {
            throw new Bad("objectType must be one of " + OBJECT_TYPES);
        }
        String name = required(json, "name");
        return new EventTemplate(
                id,
                name,
                objectType,
                wording(json, new Wording(name, "")),
                tokens(json, Map.of(), now),
                Dates.createdAt(now));
    }

    /** A changed template. Whether tokens that are left out go is not documented: they stay. */
    static EventTemplate update(JsonNode json, EventTemplate before, Instant now) {
        return new EventTemplate(
                before.id(),
                required(json, "name"),
                before.objectType(),
                wording(json, before.wording()),
                tokens(json, before.tokens(), now),
                before.dates().updatedAt(now));
    }

    /** A template with one token more, or with one changed or removed (null). */
    static EventTemplate with(EventTemplate before, String name, @Nullable Token token, Instant now) {
        Map<String, Token> tokens = new LinkedHashMap<>(before.tokens());
        if (token == null) {
            tokens.remove(name);
        } else {
            tokens.put(name, token);
        }
        if (tokens.size() > MAXIMUM_TOKENS) {
            throw new Bad("An event template can have " + MAXIMUM_TOKENS + " tokens at most");
        }
        return new EventTemplate(
                before.id(),
                before.name(),
                before.objectType(),
                before.wording(),
                tokens,
                before.dates().updatedAt(now));
    }

    static String tokenName(JsonNode json) {
        String name = required(json, "name");
        if (!TOKEN_NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw new Bad(
                    "Token name '" + name + "' is invalid: letters, digits, '.', '_' and '-'; not log, not lookup");
        }
        return name;
    }

    static Token token(JsonNode json, Instant now) {
        String type = required(json, "type");
        try {
            return new Token(
                    TokenType.valueOf(type.toUpperCase(Locale.ROOT)),
                    required(json, "label"),
                    options(json),
                    property(json, null),
                    Dates.createdAt(now));
        } catch (IllegalArgumentException e) {
            throw new Bad("type must be one of string, number, date, enumeration");
        }
    }

    /** Label, options and property may change; name and type stay. */
    static Token update(JsonNode json, Token before, Instant now) {
        return new Token(
                before.type(),
                required(json, "label"),
                json.has("options") ? options(json) : before.options(),
                property(json, before.objectPropertyName()),
                before.dates().updatedAt(now));
    }

    private static Map<String, Token> tokens(JsonNode json, Map<String, Token> before, Instant now) {
        Map<String, Token> tokens = new LinkedHashMap<>(before);
        for (JsonNode one : json.path("tokens")) {
            String name = tokenName(one);
            Token known = before.get(name);
            tokens.put(name, known == null ? token(one, now) : update(one, known, now));
        }
        if (tokens.size() > MAXIMUM_TOKENS) {
            throw new Bad("An event template can have " + MAXIMUM_TOKENS + " tokens at most");
        }
        return tokens;
    }

    private static Wording wording(JsonNode json, Wording otherwise) {
        return new Wording(
                json.path("headerTemplate").asText(otherwise.header()),
                json.path("detailTemplate").asText(otherwise.detail()));
    }

    private static List<Option> options(JsonNode json) {
        List<Option> options = new ArrayList<>();
        json.path("options").forEach(one -> options.add(new Option(required(one, "label"), required(one, "value"))));
        return options;
    }

    private static @Nullable String property(JsonNode json, @Nullable String otherwise) {
        return json.hasNonNull("objectPropertyName")
                ? json.path("objectPropertyName").asText()
                : otherwise;
    }

    private static String required(JsonNode json, String field) {
        if (json.path(field).asText().isEmpty()) {
            throw new Bad("Some required fields were not set: [" + field + "]");
        }
        return json.path(field).asText();
    }

    private static void dates(ObjectNode json, Dates dates) {
        if (dates.createdAt() != null) {
            json.put("createdAt", JsonText.millis(dates.createdAt()));
        }
        if (dates.updatedAt() != null) {
            json.put("updatedAt", JsonText.millis(dates.updatedAt()));
        }
    }
}
