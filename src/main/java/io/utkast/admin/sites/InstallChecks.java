package io.utkast.admin.sites;

import io.utkast.admin.Figures;
import io.utkast.admin.sites.InstallCheck.State;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from a site's figures whether its snippet is installed right. */
final class InstallChecks {
    /** HubSpot's script sets its cookie for everybody who may be tracked, so most events have a utk. */
    private static final double FEW = 0.5;

    private static final double HUNDRED = 100;
    private static final Duration QUIET = Duration.ofDays(1);
    private static final Set<String> STOPPED = Set.of("paused", "held", "unauthorized");

    private final Site site;
    private final Seen seen;

    /**
     * What was seen of a site.
     *
     * @param last when an event was admitted last; null if none was
     */
    record Seen(
            Shares shares,
            Map<String, Long> refused,
            Map<String, Long> turnedAway,
            @Nullable Instant last,
            Instant now) {}

    InstallChecks(Site site, Seen seen) {
        this.site = site;
        this.seen = seen;
    }

    /** @param portalState that of the lane which takes the site's events */
    List<InstallCheck> all(String portalState) {
        return List.of(enabled(), event(), origins(), utk(), consent(), types(), portal(portalState));
    }

    private InstallCheck enabled() {
        return site.enabled()
                ? check("enabled", State.OK, "The site is switched on.")
                : check(
                        "enabled",
                        State.LOOK,
                        "The site is switched off: snippets are told to stop. Set " + key("enabled") + ": true.");
    }

    private InstallCheck event() {
        Instant last = seen.last();
        if (last == null) {
            return check(
                    "event",
                    State.WAIT,
                    "No event since the gateway started. Open a page that has the tag, and agree.");
        }
        Duration ago = Duration.between(last, seen.now());
        String text = "The last event came " + Figures.ago(ago) + ".";
        return check("event", ago.compareTo(QUIET) > 0 ? State.LOOK : State.OK, text);
    }

    private InstallCheck origins() {
        long foreign = seen.turnedAway().getOrDefault(ProblemCode.ORIGIN_NOT_ALLOWED.code(), 0L);
        String allowed = String.join(", ", site.origins().patterns());
        return foreign == 0
                ? check("origins", State.OK, "Only pages of these origins may send: " + allowed + ".")
                : check(
                        "origins",
                        State.LOOK,
                        Figures.count(foreign) + " requests named this site, but came from pages of"
                                + " other origins than " + allowed + ". If one is yours, add it to " + key("origins")
                                + ".");
    }

    private InstallCheck utk() {
        return share(
                "utk",
                seen.shares().utk(),
                "No event tells yet whether visitors have a utk.",
                " of events had a utk.",
                " Is HubSpot’s tracking code on these pages?");
    }

    private InstallCheck consent() {
        return share(
                "consent",
                seen.shares().consent(),
                "No event tells yet whether visitors agree.",
                " of events with a utk had consent.",
                " Does the page ask, and pass the answer on?");
    }

    /**
     * Whether most events had something.
     *
     * @param share of them; null before the first event
     * @param waiting said before the first event
     * @param what follows the share
     * @param question follows that where the share is small
     */
    private static InstallCheck share(
            String name, @Nullable Double share, String waiting, String what, String question) {
        if (share == null) {
            return check(name, State.WAIT, waiting);
        }
        String text = percent(share) + what;
        return share < FEW ? check(name, State.LOOK, text + question) : check(name, State.OK, text);
    }

    private InstallCheck types() {
        long unknown = seen.refused().getOrDefault("unknown-type", 0L);
        return unknown == 0
                ? check("types", State.OK, "Every event had a type that the site maps.")
                : check(
                        "types",
                        State.LOOK,
                        Figures.count(unknown) + " events had a type that is not under " + key("events") + ".");
    }

    private InstallCheck portal(String state) {
        String portal = "Portal " + site.portal().key() + " is " + state;
        return STOPPED.contains(state)
                ? check("portal", State.LOOK, portal + ": events are kept, but not delivered.")
                : check("portal", State.OK, portal + ".");
    }

    private String key(String name) {
        return "utkast.sites." + site.key() + "." + name;
    }

    private static InstallCheck check(String name, State state, String text) {
        return new InstallCheck(name, state, text);
    }

    /** Rounded down, so that 100 % means all. */
    private static String percent(double share) {
        return (int) (share * HUNDRED) + "\u00a0%";
    }
}
