package io.utkast.admin;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Figures as people read them; {@code admin-ui/figures.js} writes them in the same way. */
@TemplateExtension
final class Figures {
    private static final double SECONDS = 60;
    private static final double KILO = 1024;
    private static final String UNITS = "KMGT";

    private Figures() {}

    static String count(Long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Seconds, in the unit that suits them. */
    static String time(Double seconds) {
        if (seconds < SECONDS) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        double minutes = seconds / SECONDS;
        return minutes < 2 * SECONDS
                ? String.format(Locale.ROOT, "%.0f min", minutes)
                : String.format(Locale.ROOT, "%.0f h", minutes / SECONDS);
    }

    static String time(Long seconds) {
        return time(seconds.doubleValue());
    }

    static String millis(Double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    static String bytes(Long size) {
        double rest = size;
        int unit = -1;
        while (rest >= KILO && unit < UNITS.length() - 1) {
            rest /= KILO;
            unit++;
        }
        return unit < 0 ? size + " B" : String.format(Locale.ROOT, "%.1f %ciB", rest, UNITS.charAt(unit));
    }
}
