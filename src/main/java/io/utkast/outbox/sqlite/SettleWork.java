package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Settlement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes what a lane decided. The leases end with its success; after a failure the same settlements can be tried again. */
final class SettleWork implements Work {
    private final PortalKey portal;
    private final List<Settlement> settlements;
    private final LeaseBook book;
    private final Shares shares;
    private final List<Long> sequences;
    private final List<Long> costs;
    private final Clock clock;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @throws IllegalStateException if a lease has ended or is being settled by somebody else */
    SettleWork(PortalKey portal, List<Settlement> settlements, LeaseBook book, Shares shares, Clock clock) {
        this.portal = portal;
        this.settlements = settlements;
        this.book = book;
        this.shares = shares;
        this.clock = clock;
        sequences = settlements.stream()
                .map(settlement -> settlement.lease().sequence())
                .toList();
        costs = book.settle(portal, sequences);
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        Instant now = clock.instant();
        for (Settlement settlement : settlements) {
            long sequence = settlement.lease().sequence();
            switch (settlement) {
                case Settlement.Delivered delivered -> tables.delete(sequence);
                case Settlement.Later later -> tables.later(sequence, later.notBefore(), later.attempted(), now);
                case Settlement.Held held -> tables.hold(sequence, held.why(), now);
                case Settlement.Dead dead -> tables.bury(sequence, dead.cause(), now);
            }
        }
    }

    @Override
    public void committed() {
        for (int i = 0; i < costs.size(); i++) {
            count(settlements.get(i), costs.get(i));
        }
        book.end(portal, sequences);
        done.complete(null);
    }

    private void count(Settlement settlement, long cost) {
        switch (settlement) {
            case Settlement.Delivered delivered -> shares.delivered(portal, cost, delivered.linked());
            case Settlement.Later later -> {}
            case Settlement.Held held -> shares.heldChanged(portal, 1);
            case Settlement.Dead dead -> shares.died(portal, cost);
        }
    }

    @Override
    public void failed(Throwable cause) {
        book.abandon(sequences);
        done.completeExceptionally(cause);
    }
}
