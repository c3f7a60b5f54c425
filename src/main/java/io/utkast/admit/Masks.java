package io.utkast.admit;

/**
 * Hides what looks like an e-mail address or a secret in texts that pages and mails put together: each is replaced by a
 * star. A net, not a wall: what it is to catch for sure belongs under {@code path-templates}.
 */
final class Masks {
    private static final char STAR = '*';
    private static final String ENCODED_AT = "%40";

    /** Shorter ones are more often words than secrets. */
    private static final int LONG = 20;
    /** With so many changes between letters and digits, hyphens do not make it a heading. */
    private static final int CHANGES = 6;

    private static final int DIGITS = 2;

    /** More than the parts of an address may have; without a bound, hostile texts would cost the square of their length. */
    private static final int LONGEST_PART = 256;

    private static final int TOP_LEVEL = 2;

    private Masks() {}

    /** The text without e-mail addresses, also where the {@code @} is written {@code %40}. */
    static String emails(String text) {
        if (text.indexOf('@') < 0 && !text.contains(ENCODED_AT)) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            int at = atLength(text, i);
            int start = at == 0 ? i : localStart(text, i, copied);
            int end = start == i ? i : hostEnd(text, i + at);
            if (end > i) {
                masked.append(text, copied, start).append(STAR);
                copied = end;
            }
            i = Math.max(i + 1, end);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** The text without long runs of letters and digits in which the two are mixed as in no word. */
    static String tokens(String text) {
        if (text.length() < LONG) {
            return text;
        }
        StringBuilder masked = null;
        int copied = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isToken(text.charAt(i))) {
                continue;
            }
            if (i - start >= LONG && isSecret(text, start, i)) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, copied, start).append(STAR);
                copied = i;
            }
            start = i + 1;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static boolean isSecret(String text, int from, int to) {
        int unbroken = 0;
        int digits = 0;
        int changes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c)) {
                unbroken = 0;
                digits = 0;
                continue;
            }
            unbroken++;
            digits += isDigit(c) ? 1 : 0;
            if (unbroken >= LONG && digits >= DIGITS) {
                return true;
            }
            boolean change = unbroken > 1 && isDigit(c) != isDigit(text.charAt(i - 1));
            changes += change ? 1 : 0;
        }
        return changes >= CHANGES;
    }

    private static int atLength(String text, int i) {
        return text.charAt(i) == '@' ? 1 : text.startsWith(ENCODED_AT, i) ? ENCODED_AT.length() : 0;
    }

    private static int localStart(String text, int at, int from) {
        int first = Math.max(from, at - LONGEST_PART);
        int start = at;
        while (start > first && isLocal(text.charAt(start - 1))) {
            start--;
        }
        // The bound may fall into a pair, of which no half may stay.
        return start > from && Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
    }

    /**
     * The end of a host name, 0 if it is none: it has a dot before two letters. What follows them need not be right, as
     * somebody's address may stand at the start of it.
     */
    private static int hostEnd(String text, int from) {
        int last = Math.min(text.length(), from + LONGEST_PART);
        int end = from;
        while (end < last && isHost(text.charAt(end))) {
            end++;
        }
        while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        for (int dot = from + 1; dot + TOP_LEVEL < end; dot++) {
            if (text.charAt(dot) == '.'
                    && Character.isLetter(text.charAt(dot + 1))
                    && Character.isLetter(text.charAt(dot + TOP_LEVEL))) {
                return end;
            }
        }
        return 0;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'~!#$*^`{|}".indexOf(c) >= 0 || Character.isSurrogate(c);
    }

    private static boolean isHost(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isToken(char c) {
        return isAlphanumeric(c) || c == '-' || c == '_';
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
