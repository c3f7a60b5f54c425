package io.utkast.admin.receipts;

import io.utkast.event.Reason;
import io.utkast.outbox.DeathCause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request, as far as it is known. */
sealed interface Fate {
    Fate DUPLICATE = new Duplicate();
    Fate QUEUED = new Queued(0, null);
    Fate REVOKED = new Revoked();

    /** Not taken. */
    record Refused(Reason reason) implements Fate {}

    /** A copy was there already; its own receipt tells more. */
    record Duplicate() implements Fate {}

    /**
     * It waits to be sent.
     *
     * @param attempts how often that was tried
     * @param notBefore when it is tried again, null if at once
     */
    record Queued(int attempts, @Nullable Instant notBefore) implements Fate {}

    /** It waits until an operator or a passing probe releases it. */
    record Held(@Nullable String why) implements Fate {}

    /**
     * HubSpot took it.
     *
     * @param linked whether the answer showed it on a contact
     */
    record Delivered(@Nullable String correlationId, boolean linked) implements Fate {}

    /** HubSpot refused it for good. */
    record Dead(DeathCause cause) implements Fate {}

    /** It was queued, and its visitor took consent back. */
    record Revoked() implements Fate {}
}
