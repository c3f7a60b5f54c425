package io.utkast.event;

/** A part of a whole, written as a percentage such as {@code 10%}. */
public record Share(double fraction) {

    /** Reads {@code 10%}. */
    public static Share parse(String text) {
        String trimmed = text.trim();
        if (!trimmed.endsWith("%")) {
            throw new IllegalArgumentException("'" + text + "' is not a percentage such as 10%");
        }
        double percent;
        try {
            percent = Double.parseDouble(trimmed.substring(0, trimmed.length() - 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a percentage such as 10%", e);
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("'" + text + "' is not between 0% and 100%");
        }
        return new Share(percent / 100);
    }
}
