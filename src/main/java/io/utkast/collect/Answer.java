package io.utkast.collect;

import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the collect endpoint answers. */
sealed interface Answer {

    /** The request was understood; every accepted event is durable. */
    record Understood(Receipt receipt, int accepted, int duplicates, List<RefusedEvent> refused) implements Answer {}

    /** One refused event, by its place in the request. */
    record RefusedEvent(int index, Reason reason) {}

    /**
     * Nothing was taken.
     *
     * @param retryAfter when to try again, if that may help
     */
    record TurnedAway(
            ProblemCode code, String detail, @Nullable Duration retryAfter) implements Answer {
        static TurnedAway of(ProblemCode code, String detail) {
            return new TurnedAway(code, detail, null);
        }
    }
}
