package io.utkast.support;

import io.utkast.event.DeliveryId;
import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An outbox in memory that checks its caller: each lease is settled once, and only what was leased. */
public final class FakeOutbox extends FakeLaneSide {
    private static final Duration OLD = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<Long, FakeRow> rows = new LinkedHashMap<>();
    private final Map<DeliveryId, Settlement> ends = new LinkedHashMap<>();
    private final FakeRevocations revocations;
    private final FakeDeadLetters deadLetters;
    private long sequence;
    private @Nullable Error death;

    public FakeOutbox(Clock clock) {
        this.clock = clock;
        revocations = new FakeRevocations(this, clock);
        deadLetters = new FakeDeadLetters(this, clock);
    }

    /** The next settling throws, as a bug would. */
    public synchronized void dieOnce(Error error) {
        death = error;
    }

    @Override
    public CompletionStage<Appended> append(List<QueuedEvent> events, Executor teller) {
        synchronized (this) {
            for (QueuedEvent event : events) {
                rows.put(++sequence, new FakeRow(new Lease(sequence, 0, event), event));
            }
        }
        ring(events.getFirst().portal());
        return CompletableFuture.completedFuture(new Appended.Stored());
    }

    @Override
    public synchronized CompletionStage<List<Lease>> take(PortalKey portal, int limit, Wanted wanted) {
        return unlessBroken(() -> {
            Instant now = clock.instant();
            dropForbidden();
            List<FakeRow> due = rows.values().stream()
                    .filter(row -> row.event.portal().equals(portal))
                    .filter(row -> row.state == FakeRow.State.DUE && !row.notBefore.isAfter(now))
                    .filter(row -> !row.late || wanted != Wanted.FRESH_ONLY)
                    .sorted(Comparator.comparing((FakeRow row) -> row.late == (wanted != Wanted.LATE_FIRST))
                            .thenComparing(row -> row.notBefore))
                    .limit(limit)
                    .toList();
            due.forEach(row -> row.state = FakeRow.State.LEASED);
            return due.stream().map(row -> row.lease).toList();
        });
    }

    @Override
    public synchronized CompletionStage<Optional<Instant>> nextDue(PortalKey portal, Instant after) {
        return unlessBroken(() -> rows.values().stream()
                .filter(row -> row.event.portal().equals(portal) && row.state != FakeRow.State.HELD)
                .map(row -> row.notBefore)
                .filter(due -> due.isAfter(after))
                .min(Comparator.naturalOrder()));
    }

    @Override
    public void giveBack(PortalKey portal, Collection<Lease> leases) {
        synchronized (this) {
            leases.stream()
                    .map(lease -> rows.get(lease.sequence()))
                    .filter(row -> row != null && row.state == FakeRow.State.LEASED)
                    .forEach(row -> row.state = FakeRow.State.DUE);
        }
        ring(portal);
    }

    @Override
    public synchronized CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements) {
        Error dying = death;
        if (dying != null) {
            death = null;
            throw dying;
        }
        return unlessBroken(() -> {
                    settlements.forEach(this::settle);
                    tell(settlements);
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
        if (!(settlement instanceof Settlement.Delivered) && isForbidden(row)) {
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
                row.late |= attempted
                        && row.event.acceptedAt().isBefore(clock.instant().minus(OLD));
                row.lease = new Lease(key, lease.attempts() + (attempted ? 1 : 0), row.event);
            }
            case Settlement.Held _ -> {
                row.state = FakeRow.State.HELD;
                sequence++;
                row.heldAs = sequence;
            }
        }
    }

    private void end(long key, FakeRow row, Settlement settlement) {
        rows.remove(key);
        ends.put(row.event.id(), settlement);
    }

    private boolean isForbidden(FakeRow row) {
        return revocations.forbid(row.event.visitor(), row.event.event().at());
    }

    private void dropForbidden() {
        List<FakeRow> late = rows.values().stream()
                .filter(row -> row.state == FakeRow.State.DUE && isForbidden(row))
                .toList();
        rows.values().removeAll(late);
        revocations.tell(late.stream().map(row -> row.event).toList());
    }

    /** Takes out what waits for the visitor; counts what a lane has. */
    synchronized FakeRevocations.Removed remove(Visitor visitor) {
        List<FakeRow> own = rows.values().stream()
                .filter(row -> row.event.visitor().equals(visitor))
                .toList();
        List<FakeRow> waiting =
                own.stream().filter(row -> row.state != FakeRow.State.LEASED).toList();
        rows.values().removeAll(waiting);
        return new FakeRevocations.Removed(
                waiting.stream().map(row -> row.event).toList(), own.size() - waiting.size());
    }

    /** Puts a letter back. */
    void revive(DeadLetter letter) {
        synchronized (this) {
            FakeRow row = new FakeRow(new Lease(letter.id(), 0, letter.event()), letter.event());
            row.notBefore = clock.instant();
            row.late = true;
            row.deaths = letter.deaths();
            rows.put(letter.id(), row);
        }
        ring(letter.event().portal());
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

    /** The event was replayed, as it were: it gives way to fresh ones. */
    public synchronized void makeLate(DeliveryId id) {
        rows.values().stream().filter(row -> row.event.id().equals(id)).forEach(row -> row.late = true);
    }

    /** All leases end, as with the process that held them. */
    public synchronized void restart() {
        rows.values().stream()
                .filter(row -> row.state == FakeRow.State.LEASED)
                .forEach(row -> row.state = FakeRow.State.DUE);
        forgetListeners();
    }

    @Override
    public synchronized CompletionStage<OutboxStatus> status() {
        return unlessBroken(() -> new OutboxStatus(
                "fake",
                rows.size(),
                0,
                0,
                FakeRow.shares(rows.values(), ends.values()),
                new OutboxStatus.Percentiles(0, 0)));
    }

    @Override
    public boolean accepting() {
        return true;
    }

    @Override
    public boolean healthy() {
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
}
