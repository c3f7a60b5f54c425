package io.utkast.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One row of the report.
 *
 * @param check what was looked at, such as {@code clock}
 * @param subject whose: a portal, a site, a key; empty for the gateway as a whole
 * @param what was found, in plain words and without secrets
 * @param advice what to do about it; null if nothing
 */
public record Finding(
        String check,
        String subject,
        Level level,
        String what,
        @Nullable String advice) {

    /** How much a finding matters. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Not looked at; the finding says why. */
        SKIPPED,
        /** Works, or may work, but somebody should look at it. */
        WARNING,
        /** Does not work. */
        FAILURE
    }

    public static Finding ok(String check, String subject, String what) {
        return new Finding(check, subject, Level.OK, what, null);
    }

    public static Finding skipped(String check, String subject, String what, String advice) {
        return new Finding(check, subject, Level.SKIPPED, what, advice);
    }

    public static Finding warning(String check, String subject, String what, String advice) {
        return new Finding(check, subject, Level.WARNING, what, advice);
    }

    public static Finding failure(String check, String subject, String what, String advice) {
        return new Finding(check, subject, Level.FAILURE, what, advice);
    }
}
