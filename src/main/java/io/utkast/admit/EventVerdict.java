package io.utkast.admit;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;

/** May this event in? */
public sealed interface EventVerdict {

    /** Yes, as this. */
    record Admitted(QueuedEvent event) implements EventVerdict {}

    /** No. */
    record Refused(Reason reason) implements EventVerdict {}
}
