package io.utkast.event;

/** Why an event was refused: the closed list of the collect endpoint. */
public enum Reason {
    NO_UTK("no-utk"),
    BAD_UTK("bad-utk"),
    NO_CONSENT("no-consent"),
    OPTED_OUT("opted-out"),
    UNKNOWN_TYPE("unknown-type"),
    BAD_EVENT("bad-event"),
    TOO_OLD("too-old"),
    BOT("bot");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The reason as answers, stats and metrics spell it. */
    public String code() {
        return code;
    }
}
