package io.utkast.site;

import java.util.regex.Pattern;

/** What may stand under {@code origins}: scheme, host, optional port; the host's first label may be {@code *}. */
final class OriginPattern {
    private static final Pattern SHAPE = Pattern.compile(
            "https?://(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]{1,5})?");

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final int LONGEST_HOST = 253;
    private static final int LARGEST_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private OriginPattern() {}

    static boolean isHost(String text) {
        return text.length() <= LONGEST_HOST && HOST.matcher(text).matches();
    }

    static boolean isValid(String text) {
        return SHAPE.matcher(text).matches() && port(text) <= LARGEST_PORT;
    }

    /** Whether the port is the scheme's own: browsers never send that one, so the origin would never fit. */
    static boolean hasDefaultPort(String text) {
        return port(text) == (text.startsWith("https:") ? HTTPS_PORT : HTTP_PORT);
    }

    private static int port(String text) {
        int colon = text.lastIndexOf(':');
        return text.charAt(colon + 1) == '/' ? 0 : Integer.parseInt(text, colon + 1, text.length(), 10);
    }
}
