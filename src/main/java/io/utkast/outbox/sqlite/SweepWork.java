package io.utkast.outbox.sqlite;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Deletes the events of visitors among the rows given, those apart that a lane has in its hands. */
final class SweepWork implements Work {
    private static final Logger LOG = Logger.getLogger(SweepWork.class);

    private final Set<Visitor> visitors;
    private final List<Long> sequences;
    private final Books books;
    private final List<StoredRow> deleted = new ArrayList<>();
    private final Map<Visitor, Sweeper.Swept> swept = new HashMap<>();
    private final CompletableFuture<Map<Visitor, Sweeper.Swept>> done = new CompletableFuture<>();

    SweepWork(Set<Visitor> visitors, List<Long> sequences, Books books) {
        this.visitors = visitors;
        this.sequences = sequences;
        this.books = books;
    }

    CompletableFuture<Map<Visitor, Sweeper.Swept>> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        for (Long sequence : sequences) {
            StoredRow row = find(tables, sequence);
            if (row != null) {
                sweep(tables, sequence, row);
            }
        }
    }

    private static @Nullable StoredRow find(Tables tables, long sequence) throws SQLException {
        try {
            return tables.find(sequence);
        } catch (IllegalArgumentException e) {
            // The next take holds it for the operator; it is never sent.
            LOG.errorf("event cannot be read, not removing it sequence=%d cause=%s", sequence, e.getClass());
            return null;
        }
    }

    private void sweep(Tables tables, long sequence, StoredRow row) throws SQLException {
        QueuedEvent event = row.event();
        if (event == null || !visitors.contains(event.visitor()) || !isForbidden(tables, event)) {
            return;
        }
        if (books.leases().isLeased(row.portal(), sequence)) {
            swept.merge(event.visitor(), new Sweeper.Swept(List.of(), 1), Sweeper.Swept::with);
        } else if (tables.delete(sequence)) {
            deleted.add(row);
            swept.merge(event.visitor(), new Sweeper.Swept(List.of(event), 0), Sweeper.Swept::with);
        }
    }

    /** Since the revocation consent may have been given again, and new events have come. */
    private boolean isForbidden(Tables tables, QueuedEvent event) throws SQLException {
        return books.tombstones().forbid(event.visitor(), event.event().at(), tables.tombstones());
    }

    @Override
    public void committed() {
        for (StoredRow row : deleted) {
            books.shares().dropped(row.portal(), row.cost(), row.isHeld());
            if (row.queue() == Tables.FRESH) {
                EventRow columns = row.columns();
                books.fresh().forget(row.portal(), columns.site().value(), columns.sequence());
            }
        }
        books.listeners()
                .dropped(swept.values().stream()
                        .flatMap(one -> one.removed().stream())
                        .toList());
        done.complete(swept);
    }

    @Override
    public void failed(Throwable cause) {
        done.completeExceptionally(cause);
    }
}
