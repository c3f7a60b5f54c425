package io.utkast.hubspot;

import java.time.Duration;

/**
 * No answer came: time-out, reset, refused connection, open breaker. Whether HubSpot took the request is unknown, so it
 * has to be sent again with the same ids.
 */
final class Unreachable extends Exception {
    private final String why;
    private final transient Duration delay;

    Unreachable(String why, Duration delay, Throwable cause) {
        super(why, cause);
        this.why = why;
        this.delay = delay;
    }

    /** What happened, in plain words. */
    String why() {
        return why;
    }

    /** When a further request makes sense at the earliest; zero if nothing is known. */
    Duration delay() {
        return delay;
    }
}
