package io.utkast.collect;

import io.utkast.admit.EventVerdict;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Visitor;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Revocations.Revoked;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Heeds what visitors say of consent, and obeys what they said before. */
final class Consents {
    private static final CompletionStage<Optional<Appended>> NO_TROUBLE =
            CompletableFuture.completedFuture(Optional.empty());

    private final Revocations revocations;

    Consents(Revocations revocations) {
        this.revocations = revocations;
    }

    /**
     * Makes the word of a request durable before its events are judged; completes with what is in the way, if anything.
     *
     * @param visitor null if the request does not tell whose it is: then nothing can be kept
     * @param consent null if the request says nothing of it
     */
    CompletionStage<Optional<Appended>> heed(@Nullable Visitor visitor, @Nullable Boolean consent) {
        if (visitor == null || consent == null) {
            return NO_TROUBLE;
        }
        return consent ? lift(visitor) : revoke(visitor);
    }

    private CompletionStage<Optional<Appended>> revoke(Visitor visitor) {
        return revocations.revoke(visitor).thenApply(revoked -> switch (revoked) {
            case Revoked.Done done -> Optional.empty();
            case Revoked.Unavailable unavailable -> Optional.of(new Appended.Unavailable(unavailable.why()));
        });
    }

    private CompletionStage<Optional<Appended>> lift(Visitor visitor) {
        return revocations
                .lift(visitor)
                .thenApply(lifted -> Optional.<Appended>empty())
                .exceptionally(failure -> Optional.of(new Appended.Unavailable("the disk refuses")));
    }

    /** The verdicts, but no to each event that a tombstone forbids. */
    List<EventVerdict> obey(List<EventVerdict> verdicts) {
        for (EventVerdict verdict : verdicts) {
            if (isForbidden(verdict)) {
                return verdicts.stream()
                        .map(one -> isForbidden(one) ? new EventVerdict.Refused(Reason.NO_CONSENT) : one)
                        .toList();
            }
        }
        return verdicts;
    }

    private boolean isForbidden(EventVerdict verdict) {
        return verdict instanceof EventVerdict.Admitted(QueuedEvent event)
                && revocations.forbid(event.visitor(), event.event().at());
    }
}
