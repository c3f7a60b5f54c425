package io.utkast.deliver;

import io.utkast.outbox.Lease;
import java.util.List;

/** Where a lane sends its batches: one portal at HubSpot, or a fake in tests. */
public interface Destination {

    /**
     * Sends the events in one request and reads the answer. Blocks; called on a virtual thread, by several at once.
     * Trouble of any kind at the other end comes as an {@link Outcome}, never as an exception.
     *
     * @param batch at least one, at most the lane's batch size
     */
    Outcome send(List<Lease> batch);
}
