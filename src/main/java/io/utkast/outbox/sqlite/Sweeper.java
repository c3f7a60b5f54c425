package io.utkast.outbox.sqlite;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is queued for visitors. One look through the queue serves all who ask while the last one runs, as with a
 * group commit: so a flood of revocations costs no more than one look at a time.
 */
final class Sweeper {
    /** One transaction over very many rows would stop the writer. */
    private static final int SLICE = 1_000;

    private final FileThreads threads;
    private final QueueSearch search;
    private final Books books;
    private @Nullable Group next;

    Sweeper(FileThreads threads, QueueSearch search, Books books) {
        this.threads = threads;
        this.search = search;
        this.books = books;
    }

    /** What a sweep found of one visitor: removed events, and how many stay because a lane has them. */
    record Swept(List<QueuedEvent> removed, int leased) {
        static final Swept NOTHING = new Swept(List.of(), 0);

        Swept with(Swept more) {
            List<QueuedEvent> all = new ArrayList<>(removed);
            all.addAll(more.removed());
            return new Swept(all, leased + more.leased());
        }
    }

    private static final class Group {
        final Set<Visitor> visitors = new HashSet<>();
        final CompletableFuture<Map<Visitor, Swept>> done = new CompletableFuture<>();
    }

    /** Removes the visitor's events that were written before this call; completes when that is durable. */
    CompletableFuture<Swept> sweep(Visitor visitor) {
        Group group;
        synchronized (this) {
            group = next;
            if (group == null) {
                group = new Group();
                next = group;
                start(group);
            }
            group.visitors.add(visitor);
        }
        return group.done.thenApply(swept -> swept.getOrDefault(visitor, Swept.NOTHING));
    }

    private void start(Group group) {
        CompletableFuture<?> _ = threads.search(() -> search.ofUtks(close(group)))
                .thenCompose(found -> remove(group, found))
                .whenComplete((swept, failure) -> {
                    if (failure == null) {
                        group.done.complete(swept);
                    } else {
                        abandon(group);
                        group.done.completeExceptionally(failure);
                    }
                });
    }

    /** Who asks from here on goes into the next group. */
    private synchronized Set<String> close(Group group) {
        abandon(group);
        return group.visitors.stream().map(visitor -> visitor.utk().value()).collect(Collectors.toUnmodifiableSet());
    }

    private synchronized void abandon(Group group) {
        if (group.equals(next)) {
            next = null;
        }
    }

    private CompletableFuture<Map<Visitor, Swept>> remove(Group group, List<Long> found) {
        CompletableFuture<Map<Visitor, Swept>> all = CompletableFuture.completedFuture(new HashMap<>());
        for (int i = 0; i < found.size(); i += SLICE) {
            List<Long> slice = found.subList(i, Math.min(found.size(), i + SLICE));
            all = all.thenCompose(sum -> remove(group.visitors, slice).thenApply(swept -> {
                swept.forEach((visitor, part) -> sum.merge(visitor, part, Swept::with));
                return sum;
            }));
        }
        return all;
    }

    private CompletableFuture<Map<Visitor, Swept>> remove(Set<Visitor> visitors, List<Long> sequences) {
        SweepWork work = new SweepWork(visitors, sequences, books);
        threads.submit(work);
        return work.done();
    }
}
