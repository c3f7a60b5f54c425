package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.TokenType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event template: what an event may carry and how it reads on a timeline. */
record EventTemplate(
        String id, String name, String objectType, Wording wording, Map<String, Token> tokens, Dates dates) {
    static final String CONTACTS = "contacts";

    EventTemplate {
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    }

    EventTemplate(String id, String name, String objectType, Wording wording, Map<String, Token> tokens) {
        this(id, name, objectType, wording, tokens, Dates.NONE);
    }

    boolean forContacts() {
        return objectType.equals(CONTACTS);
    }

    /** The contact's property that a token writes as well; null if none. */
    @Nullable
    String property(String token) {
        Token declared = tokens.get(token);
        return declared == null ? null : declared.objectPropertyName();
    }

    boolean writesProperties() {
        return tokens.values().stream().anyMatch(token -> token.objectPropertyName() != null);
    }

    /** Header in one line, and the detail below it; Markdown with Handlebars. */
    record Wording(String header, String detail) {}

    /** When it was made and changed; null for what came with the configuration. */
    record Dates(@Nullable Instant createdAt, @Nullable Instant updatedAt) {
        static final Dates NONE = new Dates(null, null);

        static Dates createdAt(Instant now) {
            return new Dates(now, now);
        }

        Dates updatedAt(Instant now) {
            return new Dates(createdAt, now);
        }
    }

    /** A value of an enumeration. */
    record Option(String label, String value) {}

    /** A value that events of the template may carry. */
    record Token(
            TokenType type,
            String label,
            List<Option> options,
            @Nullable String objectPropertyName,
            Dates dates) {
        Token(TokenType type, String label, List<String> options) {
            this(
                    type,
                    label,
                    options.stream().map(value -> new Option(value, value)).toList(),
                    null,
                    Dates.NONE);
        }

        static Token text(String label) {
            return new Token(TokenType.STRING, label, List.of());
        }

        static Token number(String label) {
            return new Token(TokenType.NUMBER, label, List.of());
        }

        Token writing(@Nullable String property) {
            return new Token(type, label, options, property, dates);
        }

        boolean allows(String value) {
            return options.stream().anyMatch(option -> option.value().equals(value));
        }
    }
}
