package io.utkast.outbox;

import io.utkast.event.QueuedEvent;
import java.time.Instant;

/**
 * An event that HubSpot refused for good, kept for the operator.
 *
 * @param id its handle, the same through replays
 * @param deaths how often it was refused for good: more than once if it was replayed
 */
public record DeadLetter(long id, QueuedEvent event, DeathCause cause, Instant diedAt, int deaths) {

    /** Its place in the order of deaths. */
    public Place place() {
        return new Place(diedAt, id);
    }

    /** A place in the order of deaths; a page goes on behind it, whatever dies or is dropped meanwhile. */
    public record Place(Instant diedAt, long id) {}
}
