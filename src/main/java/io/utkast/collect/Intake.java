package io.utkast.collect;

import io.utkast.admit.DuplicateMemory;
import io.utkast.admit.DuplicateMemory.Claim;
import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts admitted events into the outbox, each once. */
final class Intake {
    /** A twin whose commit fails over and over means a broken disk: then say so instead of waiting on. */
    private static final int MOST_WAITS = 5;

    private final DuplicateMemory memory;
    private final Outbox outbox;

    Intake(DuplicateMemory memory, Outbox outbox) {
        this.memory = memory;
        this.outbox = outbox;
    }

    /** What became of the events of one request. */
    sealed interface Taken {
        /** All are durable: {@code accepted} by this request, {@code duplicates} by an earlier one or twice in it. */
        record Durable(int accepted, int duplicates) implements Taken {}

        /** None was taken. */
        record Refused(Appended why) implements Taken {}
    }

    /**
     * Takes the events of one request.
     *
     * @param loop completes the stage, see {@link Outbox#append(List, Executor)}; who waits for a twin goes on wherever that
     *     one ended
     * @param stored hears which of the events this request stored, before the stage completes
     */
    CompletionStage<Taken> take(List<QueuedEvent> events, Executor loop, Consumer<List<QueuedEvent>> stored) {
        return take(new Request(events, loop, stored), MOST_WAITS);
    }

    private record Request(List<QueuedEvent> events, Executor loop, Consumer<List<QueuedEvent>> stored) {}

    private CompletionStage<Taken> take(Request request, int waitsLeft) {
        List<QueuedEvent> events = request.events();
        List<QueuedEvent> first = new ArrayList<>(events.size());
        @Nullable CompletableFuture<Void> twin = claim(events, first);
        if (twin != null) {
            // Nothing is held while waiting, so two requests that share events cannot wait for each other.
            memory.withdraw(ids(first));
            return waitsLeft == 0
                    ? refused(new Appended.Unavailable("another request with the same events does not end"))
                    : twin.thenCompose(ended -> take(request, waitsLeft - 1));
        }
        int duplicates = events.size() - first.size();
        return first.isEmpty()
                ? CompletableFuture.completedFuture(new Taken.Durable(0, duplicates))
                : append(first, request, duplicates);
    }

    /** Claims each event for this request, into {@code first}; returns the twin to wait for if one is being written. */
    private @Nullable CompletableFuture<Void> claim(List<QueuedEvent> events, List<QueuedEvent> first) {
        for (QueuedEvent event : distinct(events)) {
            switch (memory.claim(event.id())) {
                case Claim.First claimed -> first.add(event);
                case Claim.Seen seen -> {}
                case Claim.Wait wait -> {
                    return wait.ended();
                }
            }
        }
        return null;
    }

    /** Without repetitions: a request would wait for itself. */
    private static Collection<QueuedEvent> distinct(List<QueuedEvent> events) {
        if (events.size() == 1) {
            return events;
        }
        Map<DeliveryId, QueuedEvent> own = LinkedHashMap.newLinkedHashMap(events.size());
        events.forEach(event -> own.putIfAbsent(event.id(), event));
        return own.values();
    }

    private CompletionStage<Taken> append(List<QueuedEvent> first, Request request, int duplicates) {
        return appendOrFail(first, request.loop())
                .handle((appended, failure) -> failure == null
                        ? appended(appended, first, request, duplicates)
                        : withdraw(first, new Appended.Unavailable("the outbox failed")));
    }

    private Taken appended(Appended appended, List<QueuedEvent> first, Request request, int duplicates) {
        return switch (appended) {
            case Appended.Stored _ -> {
                memory.confirm(ids(first));
                request.stored().accept(first);
                yield new Taken.Durable(first.size(), duplicates);
            }
            case Appended.Full full -> withdraw(first, full);
            case Appended.Unavailable unavailable -> withdraw(first, unavailable);
        };
    }

    /** A throw would leave the claims pending for ever, and every twin waiting. */
    private CompletionStage<Appended> appendOrFail(List<QueuedEvent> first, Executor loop) {
        try {
            return outbox.append(first, loop);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Taken withdraw(List<QueuedEvent> first, Appended why) {
        memory.withdraw(ids(first));
        return new Taken.Refused(why);
    }

    private static CompletionStage<Taken> refused(Appended why) {
        return CompletableFuture.completedFuture(new Taken.Refused(why));
    }

    private static List<DeliveryId> ids(List<QueuedEvent> events) {
        // One event is the usual case; a stream costs more than the rest of what is done with its id.
        return events.size() == 1
                ? List.of(events.getFirst().id())
                : events.stream().map(QueuedEvent::id).toList();
    }
}
