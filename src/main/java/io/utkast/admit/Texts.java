package io.utkast.admit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cleans texts from outside: no NUL, no half of a surrogate pair, no more than so many code points. */
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    static @Nullable String clean(@Nullable String text, int maximumCodePoints) {
        if (text == null || isClean(text, maximumCodePoints)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        int codePoints = 0;
        for (int i = 0; i < text.length() && codePoints < maximumCodePoints; i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                continue;
            }
            codePoints++;
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return clean.toString();
    }

    /** A clean text, cut; only what is too long is looked through once more. */
    static String cut(String clean, int maximumCodePoints) {
        return clean.length() <= maximumCodePoints ? clean : Objects.requireNonNull(clean(clean, maximumCodePoints));
    }

    /** The usual case, told without a copy. A text with any surrogate takes the long way. */
    private static boolean isClean(String text, int maximum) {
        if (text.length() > maximum) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
