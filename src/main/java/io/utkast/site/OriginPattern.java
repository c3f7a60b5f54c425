package io.utkast.site;

import java.util.regex.Pattern;

/** What may stand under {@code origins}: scheme, host, optional port; the host's first label may be {@code *}. */
final class OriginPattern {
    private static final Pattern SHAPE = Pattern.compile(
            "https?://(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?");

    private OriginPattern() {}

    static boolean isValid(String text) {
        return SHAPE.matcher(text).matches();
    }
}
