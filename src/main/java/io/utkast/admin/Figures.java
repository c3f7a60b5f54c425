package io.utkast.admin;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as people read them; {@code admin-ui/figures.js} writes them in the same way. */
@TemplateExtension
final class Figures {
    private static final double SECONDS = 60;
    private static final double KILO = 1024;
    private static final String UNITS = "KMGT";

    /** Keeps a number and its unit on one line. */
    private static final String NBSP = "\u00a0";

    private Figures() {}

    static String count(Long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Seconds, in the unit that suits them. Nothing is a dash: no event waits, or none was delivered yet. */
    static String time(Double seconds) {
        if (seconds == 0) {
            return "–";
        }
        if (seconds < SECONDS) {
            return number(seconds, seconds < 10 ? 1 : 0) + NBSP + "s";
        }
        double minutes = seconds / SECONDS;
        return minutes < 2 * SECONDS ? number(minutes, 0) + NBSP + "min" : number(minutes / SECONDS, 0) + NBSP + "h";
    }

    static String time(Long seconds) {
        return time(seconds.doubleValue());
    }

    static String millis(Double millis) {
        return number(millis, 1) + NBSP + "ms";
    }

    static String bytes(Long size) {
        double rest = size;
        int unit = -1;
        while (rest >= KILO && unit < UNITS.length() - 1) {
            rest /= KILO;
            unit++;
        }
        return unit < 0 ? size + NBSP + "B" : number(rest, 1) + NBSP + UNITS.charAt(unit) + "iB";
    }

    private static String number(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
