package io.utkast.site;

/** HubSpot's two contracts for timeline events. */
public enum Dialect {
    /** The v3 timeline API, for apps that already have timeline events. */
    TIMELINE_V3,
    /** Its successor. */
    APP_EVENTS
}
