package io.utkast.outbox;

import io.utkast.event.QueuedEvent;

/**
 * An event that a lane holds until it settles it.
 *
 * @param sequence the event's place in the outbox
 * @param attempts how often it was tried before and failed for a reason of its own or of the network
 */
public record Lease(long sequence, int attempts, QueuedEvent event) {}
