package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one request to the destination came to. */
public sealed interface Outcome {

    /** The limits that the answer told, {@link QuotaSeen#NONE} if it told none. */
    QuotaSeen quota();

    /**
     * Every event of the batch is there.
     *
     * @param linked those that the answer showed on a contact
     * @param correlationId the destination's id of the answer, null if it told none
     */
    record Delivered(Set<DeliveryId> linked, @Nullable String correlationId, QuotaSeen quota) implements Outcome {
        public Delivered(Set<DeliveryId> linked, QuotaSeen quota) {
            this(linked, null, quota);
        }
    }

    /**
     * Some events are there, some are refused; those named in neither are to be sent singly, with the same ids.
     *
     * @param delivered each delivered event, and whether the answer showed it on a contact
     * @param correlationId the destination's id of the answer, null if it told none
     */
    record Partly(
            Map<DeliveryId, Boolean> delivered,
            Map<DeliveryId, DeathCause> refused,
            @Nullable String correlationId,
            QuotaSeen quota)
            implements Outcome {
        public Partly(Map<DeliveryId, Boolean> delivered, Map<DeliveryId, DeathCause> refused, QuotaSeen quota) {
            this(delivered, refused, null, quota);
        }
    }

    /**
     * Not now, for a reason that is not the events' own: the same ids are sent again later.
     *
     * @param scope how much has to wait
     * @param delay at least this long; zero leaves it to the lane's back-off
     */
    record TryLater(Scope scope, Duration delay, String why, QuotaSeen quota) implements Outcome {}

    /** The request is refused as it stands: a batch is bisected, a single event is at fault. */
    record Refused(DeathCause cause, QuotaSeen quota) implements Outcome {}

    /**
     * The batch is refused as a whole because events of it are there already, from an earlier try.
     *
     * @param named those that the answer named. The others are sent again with the same ids: together if any was named,
     *     in halves if none was
     */
    record AlreadyThere(Set<DeliveryId> named, QuotaSeen quota) implements Outcome {}

    /** What the events are mapped to is not there, so that no event of their kind can pass; a batch is bisected. */
    record Misdirected(String why, QuotaSeen quota) implements Outcome {}

    /** The credentials do not serve; everything stays queued until they do. */
    record Unauthorized(String why, QuotaSeen quota) implements Outcome {}

    /** Too large or too slow in one piece: halve it and send the halves. */
    record SplitAndRetry(String why, QuotaSeen quota) implements Outcome {}

    /** How much waits after {@link TryLater}. */
    enum Scope {
        /** Only this batch, with full jitter. */
        BATCH,
        /** The whole portal, such as while it is moving. */
        PORTAL,
        /** The whole portal: too many requests at once locked it, so that there are to be fewer from now on. */
        LOCKED,
        /** The whole portal: its quota is used up. */
        QUOTA
    }
}
