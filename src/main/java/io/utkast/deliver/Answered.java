package io.utkast.deliver;

/** How a request ended, in the words of the metrics. */
public enum Answered {
    DELIVERED("delivered"),
    PARTLY("partly"),
    LATER("later"),
    RATE_LIMITED("rate-limited"),
    REFUSED("refused"),
    ALREADY_THERE("already-there"),
    MISDIRECTED("misdirected"),
    UNAUTHORIZED("unauthorized"),
    SPLIT("split");

    private final String code;

    Answered(String code) {
        this.code = code;
    }

    /** The end as metrics spell it. */
    public String code() {
        return code;
    }

    static Answered of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> DELIVERED;
            case Outcome.Partly _ -> PARTLY;
            case Outcome.TryLater later -> later.scope() == Outcome.Scope.QUOTA ? RATE_LIMITED : LATER;
            case Outcome.Refused _ -> REFUSED;
            case Outcome.AlreadyThere _ -> ALREADY_THERE;
            case Outcome.Misdirected _ -> MISDIRECTED;
            case Outcome.Unauthorized _ -> UNAUTHORIZED;
            case Outcome.SplitAndRetry _ -> SPLIT;
        };
    }
}
