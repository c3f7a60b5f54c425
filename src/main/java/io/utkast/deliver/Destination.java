package io.utkast.deliver;

import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where a lane sends its batches: one portal at HubSpot, or a fake in tests. */
public interface Destination {

    /** Why the event cannot be sent as things are configured now, in plain words; empty if it can. */
    Optional<String> obstacle(QueuedEvent event);

    /**
     * What the events of one type of a site go to, such as an event template: if it is not there, that is so for every
     * type with the same one. Empty if nothing is known of it.
     */
    default Optional<String> target(SiteKey site, EventType type) {
        return Optional.empty();
    }

    /**
     * Why the event itself can never be sent, such as being too large; empty if it can.
     *
     * @param event one without an {@link #obstacle}
     * @return a cause with status 0
     */
    default Optional<DeathCause> flaw(QueuedEvent event) {
        return Optional.empty();
    }

    /**
     * Sends the events in one request and reads the answer. Blocks; called on a virtual thread, by several at once.
     * Trouble of any kind at the other end comes as an {@link Outcome}, never as an exception.
     *
     * @param batch at least one, at most the lane's batch size, none of them with an {@link #obstacle} or a {@link #flaw}
     */
    Outcome send(List<Lease> batch);

    /**
     * Sends the events, in a second request if the first one's answer asks for that.
     *
     * @param anotherSlot waits for the quota of one more request; false if there will be none, as the lane was stopped
     */
    default Outcome send(List<Lease> batch, BooleanSupplier anotherSlot) {
        return send(batch);
    }
}
