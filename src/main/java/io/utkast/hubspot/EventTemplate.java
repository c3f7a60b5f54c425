package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event template as HubSpot has it (v3 timeline reference, event templates).
 *
 * @param rawTokens the tokens as they came, to be sent back unchanged with an update
 */
public record EventTemplate(
        String id,
        String name,
        String objectType,
        @Nullable String headerTemplate,
        @Nullable String detailTemplate,
        List<Token> tokens,
        JsonNode rawTokens) {
    public EventTemplate {
        tokens = List.copyOf(tokens);
    }

    /** The token of this name. */
    public Optional<Token> token(String tokenName) {
        return tokens.stream().filter(token -> token.name().equals(tokenName)).findFirst();
    }

    /**
     * One of its tokens.
     *
     * @param type as HubSpot writes it, such as {@code string}
     * @param options the values of an enumeration
     */
    public record Token(
            String name,
            String label,
            String type,
            List<String> options,
            JsonNode rawOptions,
            @Nullable String objectPropertyName) {
        public Token {
            options = List.copyOf(options);
        }
    }

    static EventTemplate read(JsonNode json) {
        JsonNode tokens = json.path("tokens");
        return new EventTemplate(
                json.path("id").asText(),
                json.path("name").asText(),
                json.path("objectType").asText(),
                text(json, "headerTemplate"),
                text(json, "detailTemplate"),
                tokens.valueStream().map(EventTemplate::token).toList(),
                tokens);
    }

    private static Token token(JsonNode json) {
        JsonNode options = json.path("options");
        return new Token(
                json.path("name").asText(),
                json.path("label").asText(),
                json.path("type").asText(),
                options.valueStream()
                        .map(option -> option.path("value").asText())
                        .toList(),
                options,
                text(json, "objectPropertyName"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }
}
