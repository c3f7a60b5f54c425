package io.utkast.support;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.outbox.Revocations;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Tombstones in memory, over a {@link FakeOutbox}. */
final class FakeRevocations implements Revocations {
    private final FakeOutbox outbox;
    private final Clock clock;
    private final Map<Visitor, Stone> stones = new ConcurrentHashMap<>();
    private final List<DropListener> listeners = new ArrayList<>();

    private record Stone(Instant at, boolean lifted) {}

    record Removed(List<QueuedEvent> events, int leased) {}

    FakeRevocations(FakeOutbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public boolean forbid(Visitor visitor, Instant at) {
        Stone stone = stones.get(visitor);
        return stone != null && (!stone.lifted() || at.isBefore(stone.at()));
    }

    @Override
    public CompletionStage<Revoked> revoke(Visitor visitor) {
        stones.put(visitor, new Stone(clock.instant(), false));
        Removed removed = outbox.remove(visitor);
        tell(removed.events());
        return CompletableFuture.completedFuture(
                new Revoked.Done(removed.events(), outbox.deadLetters().dropAll(visitor), removed.leased()));
    }

    @Override
    public CompletionStage<Void> lift(Visitor visitor) {
        stones.computeIfPresent(visitor, (key, stone) -> new Stone(stone.at(), true));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onDropped(DropListener listener) {
        listeners.add(listener);
    }

    void tell(List<QueuedEvent> events) {
        listeners.forEach(listener -> listener.dropped(events));
    }
}
