package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Writes what a lane decided. The leases end with its success; after a failure the same settlements can be tried again.
 *
 * <p>What was not delivered is dropped if its visitor took consent back meanwhile.
 */
final class SettleWork implements Work {
    private final PortalKey portal;
    private final List<Settlement> settlements;
    private final Books books;
    private final List<Long> sequences;
    private final List<Long> costs;
    private final Clock clock;
    private final boolean[] forbidden;
    /** Of the forbidden ones, those that a sweep had not removed already. */
    private final boolean[] removed;

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @throws IllegalStateException if a lease has ended or is being settled by somebody else */
    SettleWork(PortalKey portal, List<Settlement> settlements, Books books, Clock clock) {
        this.portal = portal;
        this.settlements = settlements;
        this.books = books;
        this.clock = clock;
        forbidden = new boolean[settlements.size()];
        removed = new boolean[settlements.size()];
        sequences = settlements.stream()
                .map(settlement -> settlement.lease().sequence())
                .toList();
        costs = books.leases().settle(portal, sequences);
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        Instant now = clock.instant();
        for (int i = 0; i < forbidden.length; i++) {
            Settlement settlement = settlements.get(i);
            forbidden[i] = isForbidden(settlement, tables);
            if (forbidden[i]) {
                removed[i] = tables.delete(settlement.lease().sequence());
            } else {
                write(settlement, tables, now);
            }
        }
    }

    private boolean isForbidden(Settlement settlement, Tables tables) throws SQLException {
        QueuedEvent event = settlement.lease().event();
        return !(settlement instanceof Settlement.Delivered)
                && books.tombstones().forbid(event.visitor(), event.event().at(), tables.tombstones());
    }

    private static void write(Settlement settlement, Tables tables, Instant now) throws SQLException {
        long sequence = settlement.lease().sequence();
        switch (settlement) {
            case Settlement.Delivered delivered -> tables.delete(sequence);
            case Settlement.Later later -> tables.later(sequence, later.notBefore(), later.attempted(), now);
            case Settlement.Held held -> tables.hold(sequence, held.why(), now);
            case Settlement.Dead dead -> tables.bury(sequence, dead.cause(), now);
        }
    }

    @Override
    public void committed() {
        List<Settlement> settled = new ArrayList<>(forbidden.length);
        List<QueuedEvent> dropped = new ArrayList<>();
        for (int i = 0; i < forbidden.length; i++) {
            Settlement settlement = settlements.get(i);
            if (removed[i]) {
                books.shares().dropped(portal, costs.get(i), false);
                dropped.add(settlement.lease().event());
            } else if (!forbidden[i]) {
                count(settlement, costs.get(i));
                settled.add(settlement);
            }
        }
        books.leases().end(portal, sequences);
        books.listeners().settled(settled);
        books.listeners().dropped(dropped);
        done.complete(null);
    }

    private void count(Settlement settlement, long cost) {
        Shares shares = books.shares();
        switch (settlement) {
            case Settlement.Delivered delivered -> shares.delivered(portal, cost, delivered.linked());
            case Settlement.Later later -> {}
            case Settlement.Held held -> shares.heldChanged(portal, 1);
            case Settlement.Dead dead -> shares.died(portal, cost);
        }
    }

    @Override
    public void failed(Throwable cause) {
        books.leases().abandon(sequences);
        done.completeExceptionally(cause);
    }
}
