package io.utkast.outbox;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Finds the events of a request in the outbox by its receipt: slowly, for an operator who asks. */
public interface ReceiptSearch {

    /** Looks through the newest events and all dead letters. */
    CompletionStage<Found> find(Receipt receipt);

    /**
     * What was found.
     *
     * @param complete false if the outbox holds more events than were looked at
     */
    record Found(List<Trace> traces, boolean complete) {}

    /** One event of the request, in the outbox. */
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
