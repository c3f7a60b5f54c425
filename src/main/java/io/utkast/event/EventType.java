package io.utkast.event;

import org.jspecify.annotations.Nullable;

/** The name of an event such as {@code page_view}: {@code [a-z][a-z0-9_]{0,63}}, and not {@code consent}. */
public record EventType(String value) {
    private static final int MAXIMUM = 64;

    public EventType {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value
                    + "' is not an event type: a lower-case letter, then up to 63 of a-z, 0-9 and _; not 'consent'");
        }
    }

    /** Whether the text has the shape of an event type. */
    public static boolean isValid(String value) {
        return Keys.isWord(value, MAXIMUM, '_') && !value.equals("consent");
    }

    /** Written out: the generated one is called through a method handle, for a hundredth of what a request costs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventType type && type.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
