package io.utkast.sandbox;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reads an event's time: ISO-8601, or epoch milliseconds as the guide allows. */
final class Timestamps {
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{1,15}");
    /** Digits are zeros here. */
    private static final String USUAL = "0000-00-00T00:00:00.000Z";

    private Timestamps() {}

    /** A {@link java.time.DateTimeException} if it is no time. */
    static Instant parse(String text) {
        if (isUsual(text)) {
            // By hand: the general parser takes a sixth of all the time that a batch takes.
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            number(text, 20, 23) * 1_000_000)
                    .toInstant(ZoneOffset.UTC);
        }
        return EPOCH_MILLIS.matcher(text).matches()
                ? Instant.ofEpochMilli(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isUsual(String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char form = USUAL.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
