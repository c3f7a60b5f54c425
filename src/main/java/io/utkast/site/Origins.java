package io.utkast.site;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The origins of a site: exact ones such as {@code https://www.example.com}, and {@code https://*.example.com}. */
public final class Origins {
    private final List<String> patterns;
    private final Set<String> exact;
    private final List<Wildcard> wildcards;

    private record Wildcard(String scheme, String suffix) {
        boolean matches(String origin) {
            // The part before the suffix is one or more labels, never a whole other host: no slash, colon or "@".
            int start = scheme.length();
            int end = origin.length() - suffix.length();
            return end > start && origin.startsWith(scheme) && origin.endsWith(suffix) && isLabels(origin, start, end);
        }

        private static boolean isLabels(String origin, int start, int end) {
            for (int i = start; i < end; i++) {
                char c = origin.charAt(i);
                boolean inLabel = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                boolean dot = c == '.' && i > start && origin.charAt(i - 1) != '.';
                if (!inLabel && !dot) {
                    return false;
                }
            }
            return origin.charAt(end - 1) != '.';
        }
    }

    private Origins(List<String> patterns, Set<String> exact, List<Wildcard> wildcards) {
        this.patterns = patterns;
        this.exact = exact;
        this.wildcards = wildcards;
    }

    /** Origins from valid patterns; see {@link OriginPattern} for what is valid. */
    public static Origins of(List<String> patterns) {
        Set<String> exact = patterns.stream()
                .filter(pattern -> !pattern.contains("*"))
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        List<Wildcard> wildcards = patterns.stream()
                .filter(pattern -> pattern.contains("*"))
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .map(pattern -> {
                    int star = pattern.indexOf('*');
                    return new Wildcard(pattern.substring(0, star), pattern.substring(star + 1));
                })
                .toList();
        return new Origins(List.copyOf(patterns), exact, wildcards);
    }

    /** As they are configured. */
    public List<String> patterns() {
        return patterns;
    }

    /** Those without a wildcard, in lower case. */
    Set<String> exact() {
        return exact;
    }

    boolean hasWildcards() {
        return !wildcards.isEmpty();
    }

    /** Whether the {@code Origin} header's value is one of these; browsers send it in lower case. */
    public boolean allow(String origin) {
        if (exact.contains(origin)) {
            return true;
        }
        for (Wildcard wildcard : wildcards) {
            if (wildcard.matches(origin)) {
                return true;
            }
        }
        return false;
    }
}
