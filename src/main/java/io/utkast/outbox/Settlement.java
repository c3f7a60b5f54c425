package io.utkast.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a lane decided about one leased event. */
public sealed interface Settlement {

    /** The lease that is settled. */
    Lease lease();

    /**
     * HubSpot has it; it leaves the outbox.
     *
     * @param linked whether the answer showed it on a contact
     * @param correlationId HubSpot's id of the answer, null if it told none
     */
    record Delivered(Lease lease, boolean linked, @Nullable String correlationId) implements Settlement {
        public Delivered(Lease lease, boolean linked) {
            this(lease, linked, null);
        }
    }

    /** To be tried again, not before the time given. */
    record Later(Lease lease, Instant notBefore, boolean attempted) implements Settlement {}

    /** Kept until an operator or a passing probe releases it. */
    record Held(Lease lease, String why) implements Settlement {}

    /** HubSpot refuses it for good; it becomes a dead letter. */
    record Dead(Lease lease, DeathCause cause) implements Settlement {}
}
