package io.utkast.support;

import io.utkast.event.DeliveryId;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
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
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final Map<DeliveryId, Settlement> ends = new LinkedHashMap<>();
    private final List<Instant> requests = new ArrayList<>();
    private final List<ArrivalListener> listeners = new ArrayList<>();
    private long sequence;
    private int failures;

    private enum State {
        DUE,
        LEASED,
        HELD
    }

    private static final class Row {
        private final QueuedEvent event;
        private Lease lease;
        private Instant notBefore;
        private State state = State.DUE;
        private long heldAs;

        Row(Lease lease, QueuedEvent event) {
            this.lease = lease;
            this.event = event;
            this.notBefore = event.acceptedAt();
        }
    }

    public FakeOutbox(Clock clock) {
        this.clock = clock;
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
                rows.put(sequence, new Row(new Lease(sequence, 0, event), event));
            }
        }
        ring(events.getFirst().portal());
        return CompletableFuture.completedFuture(new Appended.Stored());
    }

    @Override
    public synchronized CompletionStage<List<Lease>> take(PortalKey portal, int limit) {
        return unlessBroken(() -> {
            Instant now = clock.instant();
            List<Row> due = rows.values().stream()
                    .filter(row -> row.event.portal().equals(portal))
                    .filter(row -> row.state == State.DUE && !row.notBefore.isAfter(now))
                    .sorted(Comparator.comparing((Row row) -> row.notBefore))
                    .limit(limit)
                    .toList();
            due.forEach(row -> row.state = State.LEASED);
            return due.stream().map(row -> row.lease).toList();
        });
    }

    @Override
    public synchronized CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements) {
        return unlessBroken(() -> {
                    settlements.forEach(this::settle);
                    return true;
                })
                .thenAccept(done -> {});
    }

    private void settle(Settlement settlement) {
        long key = settlement.lease().sequence();
        Row row = rows.get(key);
        if (row == null || row.state != State.LEASED) {
            throw new IllegalStateException("not leased: " + settlement);
        }
        switch (settlement) {
            case Settlement.Delivered _, Settlement.Dead _ -> {
                rows.remove(key);
                ends.put(row.event.id(), settlement);
            }
            case Settlement.Later(Lease lease, Instant notBefore, boolean attempted) -> {
                row.state = State.DUE;
                row.notBefore = notBefore;
                row.lease = new Lease(key, lease.attempts() + (attempted ? 1 : 0), row.event);
            }
            case Settlement.Held _ -> {
                row.state = State.HELD;
                sequence++;
                row.heldAs = sequence;
            }
        }
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
                List<Row> held = rows.values().stream()
                        .filter(row -> row.state == State.HELD)
                        .sorted(Comparator.comparingLong(row -> row.heldAs))
                        .limit(limit)
                        .toList();
                held.forEach(row -> row.state = State.DUE);
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
        return (int)
                rows.values().stream().filter(row -> row.state == State.HELD).count();
    }

    /** How many events a lane has in its hands. */
    public synchronized int leased() {
        return (int)
                rows.values().stream().filter(row -> row.state == State.LEASED).count();
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
