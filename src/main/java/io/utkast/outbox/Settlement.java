package io.utkast.outbox;

import java.time.Instant;

/** What a lane decided about one leased event. */
public sealed interface Settlement {

    /** The lease that is settled. */
    Lease lease();

    /**
     * HubSpot has it; it leaves the outbox.
     *
     * @param linked whether the answer showed it on a contact
     */
    record Delivered(Lease lease, boolean linked) implements Settlement {}

    /** To be tried again, not before the time given. */
    record Later(Lease lease, Instant notBefore, boolean attempted) implements Settlement {}

    /** Kept until an operator or a passing probe releases it. */
    record Held(Lease lease, String why) implements Settlement {}

    /** HubSpot refuses it for good; it becomes a dead letter. */
    record Dead(Lease lease, DeathCause cause) implements Settlement {}
}
