package io.utkast.event;

/** An event's id, made once in the browser and kept through its retries: {@code [A-Za-z0-9_-]{8,64}}. */
public record EventId(String value) {
    private static final int MINIMUM = 8;
    private static final int MAXIMUM = 64;

    public EventId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not an event id: 8 to 64 of A-Z, a-z, 0-9, _ and -");
        }
    }

    /** Whether the text has the shape of an event id. */
    public static boolean isValid(String value) {
        if (value.length() < MINIMUM || value.length() > MAXIMUM) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Keys.isLower(c) && !Keys.isUpper(c) && !Keys.isDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
