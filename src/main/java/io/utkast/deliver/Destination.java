package io.utkast.deliver;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import java.util.List;
import java.util.Optional;

/** Where a lane sends its batches: one portal at HubSpot, or a fake in tests. */
public interface Destination {

    /** Why the event cannot be sent as things are configured now, in plain words; empty if it can. */
    Optional<String> obstacle(QueuedEvent event);

    /**
     * Sends the events in one request and reads the answer. Blocks; called on a virtual thread, by several at once.
     * Trouble of any kind at the other end comes as an {@link Outcome}, never as an exception.
     *
     * @param batch at least one, at most the lane's batch size, none of them with an {@link #obstacle}
     */
    Outcome send(List<Lease> batch);
}
