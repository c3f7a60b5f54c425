package io.utkast.admin;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Figures as people read them; {@code web-snippet/admin/src/figures.ts} writes them in the same way. */
@TemplateExtension
public final class Figures {
    private static final double SECONDS = 60;
    private static final double HOURS = 24;
    private static final double KILO = 1024;
    private static final String UNITS = "KMGT";

    /** Keeps a number and its unit on one line. */
    private static final String NBSP = "\u00a0";

    private Figures() {}

    /** With its thousands apart. */
    public static String count(Long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(Integer number) {
        return count(number.longValue());
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
        double hours = minutes / SECONDS;
        if (hours < 2) {
            return number(minutes, 0) + NBSP + "min";
        }
        return hours < 2 * HOURS ? number(hours, 0) + NBSP + "h" : number(hours / HOURS, 0) + NBSP + "d";
    }

    static String time(Long seconds) {
        return time(seconds.doubleValue());
    }

    /** How long ago something was. */
    public static String ago(Duration since) {
        long seconds = since.toSeconds();
        return seconds <= 0 ? "just now" : time(seconds) + " ago";
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
