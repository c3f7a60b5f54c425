package io.utkast.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 10G}: units K, M, G and T, each 1024 of the one before. */
public record ByteSize(long bytes) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,15})([KMGT]?)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";
    private static final int BITS_A_UNIT = 10;

    /** Reads {@code 10G}. */
    public static ByteSize parse(String text) {
        Matcher matcher = SHAPE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size such as 10G");
        }
        String unit = matcher.group(2);
        int power = unit.isEmpty() ? 0 : 1 + UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (BITS_A_UNIT * power)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is more than a disk can have", e);
        }
    }
}
