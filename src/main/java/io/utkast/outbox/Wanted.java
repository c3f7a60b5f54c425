package io.utkast.outbox;

/** Which due events a lane wants: fresh ones, or late ones, which are replays and retries of old events. */
public enum Wanted {
    /** Late ones get what the fresh ones leave. */
    FRESH_FIRST,
    /** Fresh ones get what the late ones leave: once in a while, so that late ones never wait for ever. */
    LATE_FIRST,
    FRESH_ONLY
}
