package io.utkast.site;

/** HubSpot's two contracts for timeline events. */
public enum Dialect {
    /** The v3 timeline API, for apps that already have timeline events. */
    TIMELINE_V3("timeline-v3"),
    /** Its successor. */
    APP_EVENTS("app-events");

    private final String code;

    Dialect(String code) {
        this.code = code;
    }

    /** The dialect as configuration and stats spell it. */
    public String code() {
        return code;
    }
}
