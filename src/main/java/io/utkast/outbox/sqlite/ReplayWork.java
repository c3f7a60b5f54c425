package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.DeadLetter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Moves letters of one portal back into the queue. Their place was reserved in {@link Shares} before. */
final class ReplayWork implements Work {
    private final PortalKey portal;
    private final List<DeadLetter> letters;
    private final long cost;
    private final Books books;
    private final Clock clock;
    private final List<DeadLetter> moved = new ArrayList<>();
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    /** @param letters of this portal, at least one */
    ReplayWork(PortalKey portal, List<DeadLetter> letters, Books books, Clock clock) {
        this.portal = portal;
        this.letters = letters;
        this.books = books;
        this.clock = clock;
        cost = cost(letters);
    }

    static long cost(List<DeadLetter> letters) {
        return letters.stream()
                .mapToLong(letter -> Shares.cost(EventCodec.encode(letter.event())))
                .sum();
    }

    /** Completes with the number of letters that are in the queue now. */
    CompletableFuture<Integer> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        for (DeadLetter letter : letters) {
            // Gone are those that were dropped since they were read, by an operator, a bound or a revocation.
            if (tables.letters().revive(letter.id(), clock.instant())) {
                moved.add(letter);
            }
        }
    }

    @Override
    public void committed() {
        Shares shares = books.shares();
        shares.committed(portal, letters.size(), cost);
        shares.lettersLeft(portal, moved.size());
        if (moved.size() < letters.size()) {
            shares.excess(portal, letters.size() - moved.size(), cost - cost(moved));
        }
        done.complete(moved.size());
        books.listeners().arrivedInGroup(portal);
    }

    @Override
    public void failed(Throwable cause) {
        books.shares().withdrawn(portal, letters.size(), cost);
        done.completeExceptionally(cause);
    }
}
