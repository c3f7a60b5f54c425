package io.utkast.collect;

import io.utkast.admit.Candidate;
import io.utkast.admit.EventVerdict;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import io.utkast.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was understood, and what became of its events.
 *
 * @param visitor null if the request told no utk, or one that is none
 * @param candidates the events as they were written
 * @param verdicts one for each candidate
 * @param stored the admitted events that this request stored; the other admitted ones are duplicates
 */
public record Handled(
        Site site,
        @Nullable Visitor visitor,
        Receipt receipt,
        List<Candidate> candidates,
        List<EventVerdict> verdicts,
        List<QueuedEvent> stored) {

    /** Whether this request stored the admitted event: it, not one that is like it. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isStored(QueuedEvent event) {
        for (QueuedEvent one : stored) {
            if (one == event) {
                return true;
            }
        }
        return false;
    }
}
