package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.TokenType;
import java.util.List;
import java.util.Map;

/** An event template: what an event may carry and how it reads on a timeline. */
record EventTemplate(String id, String name, String objectType, Wording wording, Map<String, Token> tokens) {
    static final String CONTACTS = "contacts";

    EventTemplate {
        tokens = Map.copyOf(tokens);
    }

    boolean forContacts() {
        return objectType.equals(CONTACTS);
    }

    /** Header in one line, and the detail below it; Markdown with Handlebars. */
    record Wording(String header, String detail) {}

    /** A value that events of the template may carry. */
    record Token(TokenType type, String label, List<String> options) {
        static Token text(String label) {
            return new Token(TokenType.STRING, label, List.of());
        }

        static Token number(String label) {
            return new Token(TokenType.NUMBER, label, List.of());
        }
    }
}
