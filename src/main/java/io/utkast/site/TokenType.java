package io.utkast.site;

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

    /** As HubSpot writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
