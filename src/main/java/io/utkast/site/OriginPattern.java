package io.utkast.site;

import java.util.regex.Pattern;

/** What may stand under {@code origins}: scheme, host, optional port; the host's first label may be {@code *}. */
final class OriginPattern {
    private static final Pattern SHAPE = Pattern.compile(
            "https?://(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?");

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final int LONGEST_HOST = 253;

    private OriginPattern() {}

    static boolean isHost(String text) {
        return text.length() <= LONGEST_HOST && HOST.matcher(text).matches();
    }

    static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }
}
