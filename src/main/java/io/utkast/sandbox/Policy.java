package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.MissingProperty;
import java.time.Duration;

/** What the knobs say about storing an event, at the moment of its arrival. */
record Policy(
        Repeats repeats,
        boolean linkUtkByEmail,
        int orphanStatus,
        MissingProperty missingProperty,
        Duration visibleAfter) {

    /** What becomes of an id that is there already: a status, or {@link #LAST_WINS}; and the row that says so. */
    record Repeats(int status, Contract row) {
        static final int LAST_WINS = 0;
    }

    /** Repeats of app events are 409, documented; those of the v3 timeline are open. */
    static Policy of(Knobs knobs, Dialect dialect) {
        int repeated = switch (knobs.get(Knob.REPEATED_ID)) {
            case LAST_WINS -> Repeats.LAST_WINS;
            case BAD_REQUEST -> 400;
            case CONFLICT -> 409;
        };
        boolean appEvents = dialect == Dialect.APP_EVENTS;
        return new Policy(
                appEvents ? new Repeats(409, Contract.S20) : new Repeats(repeated, Contract.S14),
                knobs.get(Knob.LINK_UTK_BY_EMAIL),
                knobs.get(Knob.ORPHAN_STATUS),
                knobs.get(Knob.MISSING_PROPERTY),
                appEvents ? knobs.get(Knob.VISIBLE_AFTER) : Duration.ZERO);
    }
}
