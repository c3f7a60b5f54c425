package io.utkast.admit;

import io.utkast.site.PathTemplates;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cleans addresses: no fragment, no user-info, only the query parameters that the site allows, path templates masked.
 * Works on any text, since what a page calls its address is the page's business.
 */
final class Urls {
    private static final String AUTHORITY = "://";

    private Urls() {}

    static String clean(String url, Set<String> allowedParams, PathTemplates templates) {
        String address = cut(url, '#');
        int queryStart = address.indexOf('?');
        String query = queryStart < 0 ? "" : filter(address.substring(queryStart + 1), allowedParams);
        String base = queryStart < 0 ? address : address.substring(0, queryStart);
        return maskPath(withoutUserInfo(base), templates) + query;
    }

    /** The host of an http or https address, in lower case; null if it is none. */
    static @Nullable String host(@Nullable String url) {
        if (url == null || !(url.startsWith("https://") || url.startsWith("http://"))) {
            return null;
        }
        int start = url.indexOf(AUTHORITY) + AUTHORITY.length();
        String host = cut(url.substring(start, authorityEnd(url, start)), ':');
        return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
    }

    /** Scheme, host and port of an http or https address, as an {@code Origin} header would have it. */
    static String origin(String url) {
        int start = url.indexOf(AUTHORITY) + AUTHORITY.length();
        return url.substring(0, authorityEnd(url, start)).toLowerCase(Locale.ROOT);
    }

    private static String withoutUserInfo(String base) {
        int scheme = base.indexOf(AUTHORITY);
        if (scheme < 0) {
            return base;
        }
        int start = scheme + AUTHORITY.length();
        int at = base.substring(start, authorityEnd(base, start)).lastIndexOf('@');
        return at < 0 ? base : base.substring(0, start) + base.substring(start + at + 1);
    }

    private static String maskPath(String base, PathTemplates templates) {
        int scheme = base.indexOf(AUTHORITY);
        int path = scheme < 0 ? 0 : authorityEnd(base, scheme + AUTHORITY.length());
        return base.substring(0, path) + templates.mask(base.substring(path));
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
        StringBuilder kept = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            if (allowed.contains(cut(pair, '='))) {
                kept.append(kept.isEmpty() ? '?' : '&').append(pair);
            }
        }
        return kept.toString();
    }

    private static String cut(String text, char at) {
        int index = text.indexOf(at);
        return index < 0 ? text : text.substring(0, index);
    }
}
