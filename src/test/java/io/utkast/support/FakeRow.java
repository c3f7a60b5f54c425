package io.utkast.support;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import java.time.Instant;

/** An event in a {@link FakeOutbox}, and how it stands there. */
final class FakeRow {
    final QueuedEvent event;
    Lease lease;
    Instant notBefore;
    State state = State.DUE;
    long heldAs;
    int deaths;

    enum State {
        DUE,
        LEASED,
        HELD
    }

    FakeRow(Lease lease, QueuedEvent event) {
        this.lease = lease;
        this.event = event;
        this.notBefore = event.acceptedAt();
    }
}
