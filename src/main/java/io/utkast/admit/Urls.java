package io.utkast.admit;

import io.utkast.site.PathTemplates;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cleans addresses: no fragment, no user-info, only the query parameters that the site allows, path templates, e-mail
 * addresses and what looks like a secret masked.
 * Works on any text, since what a page calls its address is the page's business.
 */
final class Urls {
    private static final String AUTHORITY = "://";
    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?:https?|wss?|ftp):[/\\\\]*|[a-z][a-z0-9+.-]*://|[/\\\\]{2,}");
    private static final String USUAL_SCHEME = "https://";

    private Urls() {}

    static String clean(String url, Set<String> allowedParams, PathTemplates templates) {
        String address = cut(url, '#');
        int queryStart = address.indexOf('?');
        String query = queryStart < 0 ? "" : filter(address.substring(queryStart + 1), allowedParams);
        String base = queryStart < 0 ? address : address.substring(0, queryStart);
        int start = authorityStart(base);
        if (start < 0) {
            return mask(base, templates) + query;
        }
        int end = authorityEnd(base, start);
        // The last @ ends the user-info: a browser takes what stands before as part of it.
        int host = Math.max(start, base.lastIndexOf('@', end - 1) + 1);
        String path = base.substring(end);
        String masked = mask(path, templates);
        boolean untouched = host == start && masked.equals(path);
        String clean = untouched ? base : base.substring(0, start) + base.substring(host, end) + masked;
        return query.isEmpty() ? clean : clean + query;
    }

    private static String mask(String path, PathTemplates templates) {
        return Masks.tokens(Masks.emails(templates.mask(path)));
    }

    /** The host of an http or https address, in lower case, an IPv6 one in brackets; null if it is none. */
    static @Nullable String host(@Nullable String url) {
        if (url == null || !(url.startsWith("https://") || url.startsWith("http://"))) {
            return null;
        }
        int start = url.indexOf(AUTHORITY) + AUTHORITY.length();
        String authority = url.substring(start, authorityEnd(url, start));
        String host =
                authority.startsWith("[") ? authority.substring(0, authority.indexOf(']') + 1) : cut(authority, ':');
        return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port of an http or https address, as an {@code Origin} header would have it. */
    static String origin(String url) {
        int start = url.indexOf(AUTHORITY) + AUTHORITY.length();
        return url.substring(0, authorityEnd(url, start)).toLowerCase(Locale.ROOT);
    }

    /**
     * Where the authority starts, -1 if the address has none. As browsers do, it takes any number of slashes or
     * backslashes after the schemes of the web, and two of them without a scheme.
     */
    private static int authorityStart(String address) {
        if (address.startsWith(USUAL_SCHEME)
                && address.length() > USUAL_SCHEME.length()
                && Character.isLetterOrDigit(address.charAt(USUAL_SCHEME.length()))) {
            // The usual case, told without the pattern.
            return USUAL_SCHEME.length();
        }
        Matcher scheme = SCHEME.matcher(address);
        return scheme.lookingAt() ? scheme.end() : -1;
    }

    /** Browsers end the authority at a slash, a backslash or a question mark. */
    private static int authorityEnd(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '\\' || c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static String filter(String query, Set<String> allowed) {
        StringBuilder kept = null;
        int from = 0;
        while (from <= query.length()) {
            int next = query.indexOf('&', from);
            int end = next < 0 ? query.length() : next;
            int equals = query.indexOf('=', from);
            String name = query.substring(from, equals < 0 || equals > end ? end : equals);
            if (allowed.contains(name)) {
                kept = kept == null ? new StringBuilder(query.length() + 1).append('?') : kept.append('&');
                // Tokens stay here: the site named the parameter, and some, such as a click id, are nothing else.
                kept.append(Masks.emails(query.substring(from, end)));
            }
            from = end + 1;
        }
        return kept == null ? "" : kept.toString();
    }

    private static String cut(String text, char at) {
        int index = text.indexOf(at);
        return index < 0 ? text : text.substring(0, index);
    }
}
