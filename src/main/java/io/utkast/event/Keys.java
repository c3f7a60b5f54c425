package io.utkast.event;

/** The character rules of keys and ids, written as loops because they run for each event. */
final class Keys {
    private static final int MAXIMUM_KEY = 32;

    private Keys() {}

    static void check(String kind, String value) {
        if (!isKey(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a " + kind + " key: a lower-case letter, then up to 31 of a-z, 0-9 and -");
        }
    }

    static boolean isKey(String value) {
        return isWord(value, MAXIMUM_KEY, '-');
    }

    /** A lower-case letter, then lower-case letters, digits and {@code joiner}, at most {@code maximum} characters. */
    static boolean isWord(String value, int maximum, char joiner) {
        if (value.isEmpty() || value.length() > maximum || !isLower(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != joiner) {
                return false;
            }
        }
        return true;
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
