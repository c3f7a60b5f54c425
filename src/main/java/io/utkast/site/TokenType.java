package io.utkast.site;

import java.util.Arrays;
import java.util.Locale;

/** HubSpot's types of event-template tokens; fixed once the token is there. */
public enum TokenType {
    /** Any text. */
    STRING,
    /** A number without exponent. */
    NUMBER,
    /** Epoch milliseconds. */
    DATE,
    /** One of the token's options. */
    ENUMERATION;

    /** The type that HubSpot writes so; any text for one that it came to know since. */
    public static TokenType read(String text) {
        return Arrays.stream(values())
                .filter(type -> type.text().equals(text))
                .findFirst()
                .orElse(STRING);
    }

    /** As HubSpot writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
