package io.utkast.deliver;

import java.util.Arrays;

/** What a lane is doing, in the words of the stats page. */
public enum LaneState {
    DELIVERING("delivering"),
    IDLE("idle"),
    /** Backing off from trouble at HubSpot or in the outbox. */
    WAITING("waiting"),
    RATE_LIMITED("rate-limited"),
    UNAUTHORIZED("unauthorized"),
    /** Events of one kind at least were refused alike: look before they are buried. */
    HELD("held"),
    PAUSED("paused");

    private final String code;

    LaneState(String code) {
        this.code = code;
    }

    /** The state that is spelt so; {@link #WAITING} for one that a newer version may have written. */
    static LaneState of(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equals(code))
                .findFirst()
                .orElse(WAITING);
    }

    /** The state as stats and metrics spell it. */
    public String code() {
        return code;
    }
}
