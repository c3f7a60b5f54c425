package io.utkast.outbox;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who took consent back: a tombstone for each such visitor, which doors and lanes obey.
 *
 * <p>While a tombstone stands, nothing of the visitor is taken or sent. Once it is lifted, it still stops what happened
 * before it was laid: late retries, and what is replayed.
 */
public interface Revocations {

    /**
     * Whether a tombstone forbids an event of the visitor that happened at this time. Looks into memory only, so it may
     * run on an event loop; what memory has no room for, the lanes find in the file.
     */
    boolean forbid(Visitor visitor, Instant at);

    /**
     * Lays a tombstone and removes what waits for the visitor, dead letters included; completes when both are durable.
     * Events that a lane has in its hands are settled as they end, but not tried again. A failing disk is an
     * {@link Revoked.Unavailable} too; the tombstone is then obeyed until the process ends.
     */
    CompletionStage<Revoked> revoke(Visitor visitor);

    /** Lifts the visitor's tombstone, if there is one; completes when that is durable. */
    CompletionStage<Void> lift(Visitor visitor);

    /** Calls back, on any thread, with events that left the queue because of a tombstone. It must be quick. */
    void onDropped(DropListener listener);

    /** What became of a revocation. */
    sealed interface Revoked {

        /**
         * The tombstone is laid.
         *
         * @param queued the events that were removed from the queue
         * @param deadLetters how many dead letters were removed
         * @param leased events that a lane is sending at this moment
         */
        record Done(List<QueuedEvent> queued, int deadLetters, int leased) implements Revoked {}

        /** Not durable: to be tried again. */
        record Unavailable(String why) implements Revoked {}
    }

    /** Hears of dropped events. */
    @FunctionalInterface
    interface DropListener {
        void dropped(List<QueuedEvent> events);
    }
}
