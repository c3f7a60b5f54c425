package io.utkast.event;

/** The key of a site under {@code utkast.sites}: {@code [a-z][a-z0-9-]{0,31}}. */
public record SiteKey(String value) {
    public SiteKey {
        Keys.check("site", value);
    }

    /** Whether the text has the shape of a site key, without an exception for the browser's nonsense. */
    public static boolean isValid(String value) {
        return Keys.isKey(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
