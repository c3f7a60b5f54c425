package io.utkast.support;

import io.utkast.event.DeliveryId;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Settlement;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An outbox in memory that checks its caller: each lease is settled once, and only what was leased. */
public final class FakeOutbox implements Outbox {
    private final Clock clock;
    private final Map<Long, FakeRow> rows = new LinkedHashMap<>();
    private final Map<DeliveryId, Settlement> ends = new LinkedHashMap<>();
    private final List<Instant> requests = new ArrayList<>();
    private final List<ArrivalListener> listeners = new ArrayList<>();
    private final List<SettlementListener> settlementListeners = new ArrayList<>();
    private final FakeRevocations revocations;
    private final FakeDeadLetters deadLetters;
    private long sequence;
    private int failures;

    public FakeOutbox(Clock clock) {
        this.clock = clock;
        revocations = new FakeRevocations(this, clock);
        deadLetters = new FakeDeadLetters(this, clock);
    }

    /** The next calls fail as with a broken disk. */
    public synchronized void failNext(int calls) {
        failures = calls;
    }

    @Override
    public CompletionStage<Appended> append(List<QueuedEvent> events) {
        synchronized (this) {
            for (QueuedEvent event : events) {
                sequence++;
                rows.put(sequence, new FakeRow(new Lease(sequence, 0, event), event));
            }
        }
        ring(events.getFirst().portal());
        return CompletableFuture.completedFuture(new Appended.Stored());
    }

    @Override
    public synchronized CompletionStage<List<Lease>> take(PortalKey portal, int limit) {
        return unlessBroken(() -> {
            Instant now = clock.instant();
            dropForbidden();
            List<FakeRow> due = rows.values().stream()
                    .filter(row -> row.event.portal().equals(portal))
                    .filter(row -> row.state == FakeRow.State.DUE && !row.notBefore.isAfter(now))
                    .sorted(Comparator.comparing((FakeRow row) -> row.notBefore))
                    .limit(limit)
                    .toList();
            due.forEach(row -> row.state = FakeRow.State.LEASED);
            return due.stream().map(row -> row.lease).toList();
        });
    }

    @Override
    public synchronized CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements) {
        return unlessBroken(() -> {
                    settlements.forEach(this::settle);
                    settlementListeners.forEach(listener -> listener.settled(settlements));
                    return true;
                })
                .thenAccept(done -> {});
    }

    private void settle(Settlement settlement) {
        long key = settlement.lease().sequence();
        FakeRow row = rows.get(key);
        if (row == null || row.state != FakeRow.State.LEASED) {
            throw new IllegalStateException("not leased: " + settlement);
        }
        if (!(settlement instanceof Settlement.Delivered) && forbidden(row)) {
            rows.remove(key);
            revocations.tell(List.of(row.event));
            return;
        }
        switch (settlement) {
            case Settlement.Delivered _ -> end(key, row, settlement);
            case Settlement.Dead(Lease lease, DeathCause cause) -> {
                end(key, row, settlement);
                deadLetters.bury(lease, cause, row.deaths + 1);
            }
            case Settlement.Later(Lease lease, Instant notBefore, boolean attempted) -> {
                row.state = FakeRow.State.DUE;
                row.notBefore = notBefore;
                row.lease = new Lease(key, lease.attempts() + (attempted ? 1 : 0), row.event);
            }
            case Settlement.Held _ -> {
                row.state = FakeRow.State.HELD;
                sequence++;
                row.heldAs = sequence;
            }
        }
    }

    private void dropForbidden() {
        List<FakeRow> late = rows.values().stream()
                .filter(row -> row.state == FakeRow.State.DUE && forbidden(row))
                .toList();
        rows.values().removeAll(late);
        revocations.tell(late.stream().map(row -> row.event).toList());
    }

    private void end(long key, FakeRow row, Settlement settlement) {
        rows.remove(key);
        ends.put(row.event.id(), settlement);
    }

    private boolean forbidden(FakeRow row) {
        return revocations.forbid(row.event.visitor(), row.event.event().at());
    }

    /** Takes out what waits for the visitor; counts what a lane has. */
    synchronized FakeRevocations.Removed remove(Visitor visitor) {
        List<QueuedEvent> removed = new ArrayList<>();
        int leased = 0;
        for (FakeRow row : List.copyOf(rows.values())) {
            if (row.event.visitor().equals(visitor)) {
                if (row.state == FakeRow.State.LEASED) {
                    leased++;
                } else {
                    rows.remove(row.lease.sequence());
                    removed.add(row.event);
                }
            }
        }
        return new FakeRevocations.Removed(removed, leased);
    }

    /** Puts a letter back. */
    void revive(DeadLetter letter) {
        synchronized (this) {
            FakeRow row = new FakeRow(new Lease(letter.id(), 0, letter.event()), letter.event());
            row.notBefore = clock.instant();
            row.deaths = letter.deaths();
            rows.put(letter.id(), row);
        }
        ring(letter.event().portal());
    }

    @Override
    public synchronized void onSettled(SettlementListener listener) {
        settlementListeners.add(listener);
    }

    @Override
    public FakeDeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Revocations revocations() {
        return revocations;
    }

    @Override
    public ReceiptSearch receiptSearch() {
        throw new UnsupportedOperationException("lanes do not search");
    }

    @Override
    public CompletionStage<Integer> release(PortalKey portal) {
        return release(portal, Integer.MAX_VALUE);
    }

    @Override
    public CompletionStage<Integer> release(PortalKey portal, int limit) {
        CompletionStage<Integer> released;
        synchronized (this) {
            released = unlessBroken(() -> {
                List<FakeRow> held = rows.values().stream()
                        .filter(row -> row.state == FakeRow.State.HELD)
                        .sorted(Comparator.comparingLong(row -> row.heldAs))
                        .limit(limit)
                        .toList();
                held.forEach(row -> row.state = FakeRow.State.DUE);
                return held.size();
            });
        }
        ring(portal);
        return released;
    }

    @Override
    public synchronized CompletionStage<Void> noteRequest(PortalKey portal, Instant at) {
        return unlessBroken(() -> requests.add(at)).thenAccept(done -> {});
    }

    @Override
    public synchronized CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since) {
        return unlessBroken(
                () -> requests.stream().filter(at -> !at.isBefore(since)).toList());
    }

    @Override
    public synchronized void onArrival(ArrivalListener listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized CompletionStage<OutboxStatus> status() {
        return unlessBroken(
                () -> new OutboxStatus("fake", rows.size(), 0, 0, Map.of(), new OutboxStatus.Percentiles(0, 0)));
    }

    @Override
    public boolean accepting() {
        return true;
    }

    /** How the events that left ended: delivered or dead, in this order. */
    public synchronized Map<DeliveryId, Settlement> ends() {
        return new LinkedHashMap<>(ends);
    }

    /** How many events were delivered. */
    public int delivered() {
        return count(Settlement.Delivered.class::isInstance);
    }

    /** How many events became dead letters. */
    public int dead() {
        return count(Settlement.Dead.class::isInstance);
    }

    private synchronized int count(Predicate<Settlement> wanted) {
        return (int) ends.values().stream().filter(wanted).count();
    }

    /** How many events are held. */
    public synchronized int held() {
        return (int) rows.values().stream()
                .filter(row -> row.state == FakeRow.State.HELD)
                .count();
    }

    /** How many events a lane has in its hands. */
    public synchronized int leased() {
        return (int) rows.values().stream()
                .filter(row -> row.state == FakeRow.State.LEASED)
                .count();
    }

    /** What is still in it, as the next take would lease it. */
    public synchronized List<Lease> waiting() {
        return rows.values().stream().map(row -> row.lease).toList();
    }

    /** The noted requests. */
    public synchronized List<Instant> requests() {
        return List.copyOf(requests);
    }

    private void ring(PortalKey portal) {
        List<ArrivalListener> listening;
        synchronized (this) {
            listening = List.copyOf(listeners);
        }
        listening.forEach(listener -> listener.arrived(portal));
    }

    private <T> CompletableFuture<T> unlessBroken(Supplier<T> call) {
        if (failures > 0) {
            failures--;
            return CompletableFuture.failedFuture(new IOException("disk is broken"));
        }
        return CompletableFuture.completedFuture(call.get());
    }
}
