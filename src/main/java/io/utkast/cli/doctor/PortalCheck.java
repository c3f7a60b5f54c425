package io.utkast.cli.doctor;

import io.utkast.deliver.QuotaSeen;
import io.utkast.hubspot.Introspection;
import io.utkast.hubspot.PortalProbe;
import io.utkast.hubspot.PortalProbe.Grant;
import io.utkast.hubspot.PortalProbe.Reach;
import io.utkast.hubspot.PortalProbe.TokenUse;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a portal's HubSpot says to this gateway's settings, step by step; a step that fails spares those behind it. */
final class PortalCheck {
    /** HubSpot's tokens and answers do not depend on the clock, but the events' times do. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);

    private static final Duration WRONG = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    /** Newer apps have the second one (seen by integrators). */
    private static final Set<String> TIMELINE_SCOPES = Set.of("timeline", "timeline.write");

    private final Portal portal;
    private final PortalProbe probe;
    private final boolean stored;
    private final Consumer<Finding> report;
    private final String subject;
    private final String key;

    /**
     * A check of this portal.
     *
     * @param stored whether the refresh token is not the configured one, but what HubSpot gave for it or the connect flow
     */
    PortalCheck(Portal portal, PortalProbe probe, boolean stored, Consumer<Finding> report) {
        this.portal = portal;
        this.probe = probe;
        this.stored = stored;
        this.report = report;
        this.subject = portal.key().value();
        this.key = "utkast.portals." + subject + ".";
    }

    /** Whether the API answers; if not, the other checks make no sense. */
    boolean reachable() {
        return switch (probe.reach()) {
            case Reach.Silent(String why) -> {
                failure(
                        "reachable",
                        portal.api().url() + ": " + why,
                        "check " + key + "api-url, DNS, the firewall and the proxy of this machine");
                yield false;
            }
            case Reach.Answered(int status, @Nullable Duration skew, Duration took) -> {
                answered(status, took);
                clock(skew);
                yield true;
            }
        };
    }

    private void answered(int status, Duration took) {
        String what = portal.api().url() + " answered " + status + " in " + took.toMillis() + " ms";
        if (status == UNAUTHORIZED) {
            ok("reachable", what);
        } else if (status >= SERVER_ERROR) {
            failure(
                    "reachable",
                    what,
                    "HubSpot is in trouble: look at status.hubspot.com; the gateway keeps events meanwhile");
        } else {
            warning(
                    "reachable",
                    what + ", not 401",
                    "check that " + key + "api-url is HubSpot's API and not a proxy's page");
        }
    }

    private void clock(@Nullable Duration skew) {
        if (skew == null) {
            report.accept(
                    Finding.skipped("clock", subject, "HubSpot told no time", "check that this machine runs NTP"));
            return;
        }
        Duration size = skew.abs();
        String what = size.compareTo(NOTICEABLE) < 0
                ? "agrees with HubSpot's"
                : size.toSeconds() + " s " + (skew.isNegative() ? "ahead of" : "behind") + " HubSpot's";
        String advice = "set this machine's clock by NTP: events would stand at wrong times";
        if (size.compareTo(WRONG) >= 0) {
            failure("clock", what, advice);
        } else if (size.compareTo(NOTICEABLE) >= 0) {
            warning("clock", what, advice);
        } else {
            ok("clock", what);
        }
    }

    /** Says that there is no refresh token, neither configured nor stored. */
    void unconnected() {
        failure(
                "refresh token",
                "there is none, so nothing can be delivered",
                "connect the portal at /admin, or set " + key + "refresh-token");
    }

    /** Whether the refresh token serves here, by asking HubSpot about it: a refresh might end it. */
    boolean refreshToken() {
        return switch (probe.introspect()) {
            case Introspection.Active active -> {
                ok("refresh token", stored ? "the one stored in utkast.data-dir serves" : "serves");
                boolean rightPortal = hubId(active.hubId());
                yield scopes(active.scopes()) && rightPortal;
            }
            case Introspection.Inactive _ -> {
                failure(
                        "refresh token",
                        "HubSpot says that it serves no more",
                        "connect the portal at /admin, or install the app again and set " + key + "refresh-token");
                yield false;
            }
            case Introspection.Refused(String why) -> {
                failure("refresh token", why, "correct it; docs/doctor.md tells where each value comes from");
                yield false;
            }
            case Introspection.Unknown(String why) -> {
                warning(
                        "refresh token",
                        why,
                        "check " + key + "token-url and oauth-version; --refresh asks for an access token instead");
                yield true;
            }
        };
    }

    private boolean hubId(@Nullable String actual) {
        String wanted = portal.hubId();
        if (actual == null) {
            report.accept(Finding.skipped("hub id", subject, "HubSpot does not tell it", "look it up in the portal"));
        } else if (wanted == null) {
            ok("hub id", actual + "; you may set " + key + "hub-id to it before the first event");
        } else if (wanted.equals(actual)) {
            ok("hub id", actual);
        } else {
            failure(
                    "hub id",
                    "the token belongs to portal " + actual + ", but " + key + "hub-id is " + wanted,
                    "correct " + key + "hub-id, or install the app in portal " + wanted);
            return false;
        }
        return true;
    }

    private boolean scopes(List<String> scopes) {
        String what = scopes.isEmpty() ? "HubSpot does not tell them" : String.join(", ", scopes);
        if (scopes.isEmpty()) {
            report.accept(Finding.skipped("scopes", subject, what, "--refresh tells whether they serve"));
        } else if (scopes.stream().anyMatch(TIMELINE_SCOPES::contains)) {
            ok("scopes", what);
        } else {
            failure(
                    "scopes",
                    what + "; timeline is missing",
                    "add the scope timeline to the app and install it again in this portal");
            return false;
        }
        return true;
    }

    /** Asks for an access token and tries it; null if there is none. */
    @Nullable
    Secret accessToken() {
        return switch (probe.accessToken()) {
            case Grant.Refused(String why) -> {
                failure("access token", why, "correct it; docs/doctor.md tells where each value comes from");
                yield null;
            }
            case Grant.Given(Secret token, boolean rotated) -> {
                rotation(rotated);
                yield used(token) ? token : null;
            }
        };
    }

    private void rotation(boolean rotated) {
        if (rotated) {
            failure(
                    "access token",
                    "granted, but HubSpot handed out another refresh token with it; the one in use may have ended",
                    "run doctor without --refresh; if the refresh token serves no more, connect the portal at /admin, or install the app again and set "
                            + key + "refresh-token");
        } else {
            ok("access token", "granted; the refresh token stays the same");
        }
    }

    private boolean used(Secret token) {
        TokenUse use = probe.use(token);
        if (use.status() == UNAUTHORIZED || use.status() == FORBIDDEN) {
            failure(
                    "api access",
                    "HubSpot answered " + use.status() + ": " + use.why(),
                    "add the missing scopes to the app and install it again; private-app tokens do not serve here");
            return false;
        }
        if (use.status() == 0 || use.status() >= SERVER_ERROR) {
            failure(
                    "api access",
                    use.status() == 0 ? use.why() : "HubSpot answered " + use.status(),
                    "try again later");
            return false;
        }
        ok("api access", "the access token serves");
        quota(use.quota());
        return true;
    }

    private void quota(QuotaSeen seen) {
        Integer maximum = seen.maximum();
        if (maximum == null) {
            report.accept(Finding.skipped(
                    "quota", subject, "HubSpot's answer names no limits", "the gateway keeps to " + key + "quota"));
            return;
        }
        Portal.Quota own = portal.quota();
        String what = maximum + " requests in " + seconds(seen.interval()) + ", "
                + (seen.remaining() == null ? "?" : seen.remaining()) + " left; configured: " + own.requests() + " in "
                + seconds(own.per());
        boolean sameWindow = seen.interval() == null || seen.interval().equals(own.per());
        if (sameWindow && own.requests() > maximum) {
            warning(
                    "quota",
                    what,
                    "set " + key + "quota.requests to " + maximum + " (the gateway obeys the stricter one)");
        } else {
            ok("quota", what);
        }
    }

    private static String seconds(@Nullable Duration interval) {
        return interval == null ? "an unnamed time" : interval.toMillis() / 1000.0 + " s";
    }

    private void ok(String check, String what) {
        report.accept(Finding.ok(check, subject, what));
    }

    private void warning(String check, String what, String advice) {
        report.accept(Finding.warning(check, subject, what, advice));
    }

    private void failure(String check, String what, String advice) {
        report.accept(Finding.failure(check, subject, what, advice));
    }
}
