package io.utkast.support;

import io.utkast.event.PortalKey;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Settlement;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What lanes write down in a {@link FakeOutbox}, whose disk can break, and who listens to it. */
abstract class FakeLaneSide implements Outbox {
    private final List<Instant> requests = new ArrayList<>();
    private final Map<PortalKey, LaneMemory> memories = new HashMap<>();
    private final Map<PortalKey, List<Runnable>> arrivals = new HashMap<>();
    private final List<SettlementListener> settlements = new ArrayList<>();
    private int memoriesWritten;
    private int failures;
    private int untilFailures;
    private CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);

    /** The next calls fail as with a broken disk. */
    public final synchronized void failNext(int calls) {
        failures = calls;
        untilFailures = 0;
    }

    /** So many calls work, and the one after them fails. */
    public final synchronized void failOnceAfter(int calls) {
        untilFailures = calls;
        failures = 1;
    }

    @Override
    public final synchronized CompletionStage<Void> noteRequest(PortalKey portal, Instant at) {
        return unlessBroken(() -> requests.add(at)).thenAccept(done -> {});
    }

    @Override
    public final synchronized CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since) {
        return unlessBroken(
                () -> requests.stream().filter(at -> !at.isBefore(since)).toList());
    }

    @Override
    public final synchronized CompletionStage<Long> countRequests(PortalKey portal, Instant since) {
        return unlessBroken(
                () -> requests.stream().filter(at -> !at.isBefore(since)).count());
    }

    @Override
    public final synchronized CompletionStage<Void> remember(PortalKey portal, LaneMemory memory) {
        return unlessBroken(() -> {
                    memoriesWritten++;
                    return memories.put(portal, memory);
                })
                .thenAccept(done -> {});
    }

    @Override
    public final synchronized CompletionStage<LaneMemory> memory(PortalKey portal) {
        return unlessBroken(() -> memories.getOrDefault(portal, LaneMemory.NOTHING))
                .thenCombine(disk, (memory, done) -> memory);
    }

    /** Memories are handed out once this is complete. */
    public final synchronized void readsMemoryAfter(CompletableFuture<Void> time) {
        disk = time;
    }

    /** How often a lane's memory was written. */
    public final synchronized int memoriesWritten() {
        return memoriesWritten;
    }

    /** The noted requests. */
    public final synchronized List<Instant> requests() {
        return List.copyOf(requests);
    }

    @Override
    public final synchronized void onArrival(PortalKey portal, Runnable listener) {
        arrivals.computeIfAbsent(portal, key -> new ArrayList<>()).add(listener);
    }

    @Override
    public final synchronized void onSettled(SettlementListener listener) {
        settlements.add(listener);
    }

    final synchronized void forgetListeners() {
        arrivals.clear();
    }

    final void ring(PortalKey portal) {
        List<Runnable> listening;
        synchronized (this) {
            listening = List.copyOf(arrivals.getOrDefault(portal, List.of()));
        }
        listening.forEach(Runnable::run);
    }

    final void tell(List<Settlement> settled) {
        settlements.forEach(listener -> listener.settled(settled));
    }

    final <T> CompletableFuture<T> unlessBroken(Supplier<T> call) {
        if (untilFailures > 0) {
            untilFailures--;
        } else if (failures > 0) {
            failures--;
            return CompletableFuture.failedFuture(new IOException("disk is broken"));
        }
        return CompletableFuture.completedFuture(call.get());
    }
}
