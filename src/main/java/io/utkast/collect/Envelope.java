package io.utkast.collect;

import io.utkast.admit.Candidate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a collect request as it was written.
 *
 * @param token the page token; null if there is none or it is no string
 * @param sentAt epoch milliseconds by the sender's clock
 * @param dropped counts of what the snippet held back, by the known keys only; null if the field is not there
 * @param events null if the field is not there
 * @param fault what is wrong with the shape, naming the field; null if nothing is
 */
record Envelope(
        @Nullable String site,
        @Nullable String utk,
        @Nullable String token,
        @Nullable Long sentAt,
        @Nullable Boolean consent,
        boolean automated,
        @Nullable Map<String, Long> dropped,
        @Nullable List<Candidate> events,
        @Nullable String fault) {

    /** A visitor and perhaps a page token. */
    @Override
    public String toString() {
        return "Envelope[***]";
    }

    List<Candidate> candidates() {
        return events == null ? List.of() : events;
    }

    Map<String, Long> dropCounts() {
        return dropped == null ? Map.of() : dropped;
    }

    /** What is wrong with the shape as a whole; null if nothing is. */
    @Nullable
    String shapeFault() {
        if (fault != null) {
            return fault;
        }
        if (events == null) {
            return "'events' is needed: a list, which may be empty when 'consent' or 'dropped' is there.";
        }
        if (events.isEmpty() && consent == null && dropped == null) {
            return "'events' is empty and neither 'consent' nor 'dropped' is there: nothing was said.";
        }
        return null;
    }
}
