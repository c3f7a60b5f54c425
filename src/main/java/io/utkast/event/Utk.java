package io.utkast.event;

import java.util.Locale;
import java.util.Optional;

/** HubSpot's visitor token, the value of the {@code hubspotutk} cookie: 32 hex characters, kept in lower case. */
public record Utk(String value) {
    private static final int LENGTH = 32;
    private static final int SHOWN = 8;

    public Utk {
        if (!isUtk(value)) {
            throw new IllegalArgumentException("a utk has 32 lower-case hex characters");
        }
    }

    /** The utk in the text, upper case folded; empty if the text is none. */
    public static Optional<Utk> parse(String text) {
        if (isUtk(text)) {
            return Optional.of(new Utk(text));
        }
        String folded = text.toLowerCase(Locale.ROOT);
        return isUtk(folded) ? Optional.of(new Utk(folded)) : Optional.empty();
    }

    private static boolean isUtk(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (!Keys.isDigit(c) && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The first eight characters: enough to tell visitors apart, too few to act as one. */
    public String prefix() {
        return value.substring(0, SHOWN);
    }

    /** Only the prefix, so that no log line can hold a whole utk. */
    @Override
    public String toString() {
        return prefix() + "…";
    }
}
