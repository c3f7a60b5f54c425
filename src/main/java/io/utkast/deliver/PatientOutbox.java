package io.utkast.deliver;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One portal's part of the outbox, for blocking callers: a failing disk makes them wait and try again until the lane
 * closes, since a lease that is not settled would be lost to this process.
 */
final class PatientOutbox {
    private static final Logger LOG = Logger.getLogger(PatientOutbox.class);

    private final Outbox outbox;
    private final PortalKey portal;
    private final Surroundings surroundings;
    private final Backoff backoff;
    private final Gate gate;
    private volatile @Nullable String trouble;

    PatientOutbox(Outbox outbox, PortalKey portal, Surroundings surroundings, Backoff backoff, Gate gate) {
        this.outbox = outbox;
        this.portal = portal;
        this.surroundings = surroundings;
        this.backoff = backoff;
        this.gate = gate;
    }

    /** Due events, at most {@code limit}; none if the lane closed meanwhile. */
    List<Lease> take(int limit, Wanted wanted) {
        return insist("take", () -> outbox.take(portal, limit, wanted)).orElseGet(List::of);
    }

    /** When the first event comes due after the time given; never, if none does. */
    Instant nextDue(Instant after) {
        return insist("next", () -> outbox.nextDue(portal, after).thenApply(next -> next.orElse(Instant.MAX)))
                .orElse(Instant.MAX);
    }

    /** Those that are still leased are due as before; needs no disk. */
    void giveBack(Collection<Lease> leases) {
        outbox.giveBack(portal, leases);
    }

    /** Whether the visitor has taken consent back since the event was taken, as far as memory knows. */
    boolean forbids(QueuedEvent event) {
        return outbox.revocations().forbid(event.visitor(), event.event().at());
    }

    void settle(List<Settlement> settlements) {
        if (!settlements.isEmpty()) {
            insist("settle", () -> outbox.settle(portal, settlements).thenApply(nothing -> true));
        }
    }

    /** Notes a request that is about to be sent; false if that failed until the lane closed. */
    boolean noteRequest(Instant at) {
        return insist("note", () -> outbox.noteRequest(portal, at).thenApply(nothing -> true))
                .isPresent();
    }

    List<Instant> requestsSince(Instant since) {
        return insist("requests", () -> outbox.requestsSince(portal, since)).orElseGet(List::of);
    }

    long countRequests(Instant since) {
        return insist("count", () -> outbox.countRequests(portal, since)).orElse(0L);
    }

    /** What the lane's last process kept; empty if it could not be read until the lane closed. */
    Optional<LaneMemory> memory() {
        return insist("memory", () -> outbox.memory(portal));
    }

    /** Keeps what the lane must know after a restart; false if that failed until the lane closed. */
    boolean remember(LaneMemory memory) {
        return insist("remember", () -> outbox.remember(portal, memory).thenApply(nothing -> true))
                .isPresent();
    }

    int release() {
        return insist("release", () -> outbox.release(portal)).orElse(0);
    }

    int release(int limit) {
        return insist("release", () -> outbox.release(portal, limit)).orElse(0);
    }

    /** What is wrong with the outbox at this moment; empty while all is well. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private <T> Optional<T> insist(String what, Supplier<CompletionStage<T>> call) {
        for (int failures = 0; ; failures++) {
            try {
                T result = call.get().toCompletableFuture().get();
                trouble = null;
                return Optional.of(result);
            } catch (ExecutionException | InterruptedException e) {
                log(what, failures + 1, e);
            }
            trouble = "the outbox fails: " + what;
            if (gate.isClosed()) {
                return Optional.empty();
            }
            surroundings.pause(backoff.jittered(failures), () -> !gate.isClosed());
        }
    }

    /** Says so at the first, second, fourth … failure: a full disk lasts, and the log is often on the same one. */
    private void log(String what, int failures, Exception e) {
        if (Integer.bitCount(failures) == 1) {
            Object cause = e.getCause() == null ? e : e.getCause();
            LOG.warnf("Outbox failed portal=%s call=%s failures=%d cause=\"%s\"", portal, what, failures, cause);
        }
    }
}
