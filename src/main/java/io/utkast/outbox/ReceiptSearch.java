package io.utkast.outbox;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds events in the outbox by what is known of them: slowly, for an operator who asks. */
public interface ReceiptSearch {

    /** Looks through the newest events and all dead letters. */
    CompletionStage<Found> find(Clue clue);

    /** What an operator has in hand. */
    sealed interface Clue {
        /** The receipt of a request. */
        record OfRequest(Receipt receipt) implements Clue {}

        /** An event's id as its sender made it; other visitors may have used the same. */
        record OfEvent(EventId id) implements Clue {}

        /** An event's id at HubSpot. */
        record AtHubSpot(DeliveryId id) implements Clue {}

        /** HubSpot's id of an answer. The outbox keeps those of refusals only. */
        record OfAnswer(String correlationId) implements Clue {}
    }

    /**
     * What was found.
     *
     * @param complete false if the outbox holds more events than were looked at
     */
    record Found(List<Trace> traces, boolean complete) {}

    /** One event that the clue fits, in the outbox. */
    sealed interface Trace {

        /** Which one. */
        QueuedEvent event();

        /**
         * It waits to be sent.
         *
         * @param attempts how often that was tried
         */
        record Waiting(QueuedEvent event, int attempts) implements Trace {}

        /** It is held until an operator or a passing probe releases it. */
        record Held(QueuedEvent event, @Nullable String why) implements Trace {}

        /** It is a dead letter. */
        record Dead(DeadLetter letter) implements Trace {
            @Override
            public QueuedEvent event() {
                return letter.event();
            }
        }
    }
}
