package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeadLetter;
import io.utkast.outbox.DeadLetters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Dead letters in the outbox's file. */
final class SqliteDeadLetters implements DeadLetters {
    private static final Logger LOG = Logger.getLogger(SqliteDeadLetters.class);
    /** Letters that go back in one transaction: appends wait no longer than for one of their own groups. */
    private static final int SLICE = 500;

    private final FileThreads threads;
    private final LetterReader reader;
    private final Books books;
    private final LetterBounds bounds;
    private final Clock clock;

    SqliteDeadLetters(FileThreads threads, LetterReader reader, Books books, LetterBounds bounds, Clock clock) {
        this.threads = threads;
        this.reader = reader;
        this.books = books;
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Page> page(@Nullable PortalKey portal, DeadLetter.@Nullable Place after, int limit) {
        return threads.search(() -> reader.page(portal, after, limit));
    }

    @Override
    public CompletionStage<Map<PortalKey, Long>> count(Filter filter) {
        return threads.search(() -> reader.count(filter));
    }

    @Override
    public CompletionStage<Boolean> drop(long id) {
        return threads.write(tables -> {
                    PortalKey portal = tables.letters().portal(id);
                    return portal != null && tables.letters().drop(id) ? List.of(portal) : List.<PortalKey>of();
                })
                .thenApply(dropped -> {
                    dropped.forEach(portal -> books.shares().lettersLeft(portal, 1));
                    return !dropped.isEmpty();
                });
    }

    @Override
    public CompletionStage<Figures> figures() {
        return threads.look(bounds::figures);
    }

    @Override
    public CompletionStage<Replayed> replay(Filter filter) {
        // What dies again while this runs has had its chance.
        Instant now = clock.instant();
        Instant asked = filter.to();
        Instant end = asked == null || asked.isAfter(now) ? now.plusMillis(1) : asked;
        Filter bounded =
                new Filter(filter.portal(), filter.status(), filter.category(), filter.text(), filter.from(), end);
        return replay(bounded, null, new Replayed(0, 0, 0, null));
    }

    private CompletionStage<Replayed> replay(Filter filter, DeadLetter.@Nullable Place after, Replayed before) {
        return threads.search(() -> reader.slice(filter, after, SLICE))
                .thenCompose(page -> replay(page.letters(), before).thenCompose(sum -> {
                    if (sum.full() != null) {
                        return left(filter, sum);
                    }
                    return page.next() == null
                            ? CompletableFuture.completedFuture(sum)
                            : replay(filter, page.next(), sum);
                }));
    }

    private CompletionStage<Replayed> left(Filter filter, Replayed sum) {
        return count(filter).thenApply(counts -> {
            long matching = counts.values().stream().mapToLong(Long::longValue).sum();
            return new Replayed(sum.replayed(), sum.refused(), Math.max(0, matching - sum.refused()), sum.full());
        });
    }

    /** Portal by portal, since each has its share; stops at the first that is full. */
    private CompletionStage<Replayed> replay(List<DeadLetter> letters, Replayed before) {
        Map<PortalKey, List<DeadLetter>> portals = new LinkedHashMap<>();
        int refused = 0;
        for (DeadLetter letter : letters) {
            QueuedEvent event = letter.event();
            if (books.tombstones().forbid(event.visitor(), event.event().at())) {
                refused++;
            } else {
                portals.computeIfAbsent(event.portal(), key -> new ArrayList<>())
                        .add(letter);
            }
        }
        CompletionStage<Replayed> sum =
                CompletableFuture.completedFuture(new Replayed(before.replayed(), before.refused() + refused, 0, null));
        for (List<DeadLetter> own : portals.values()) {
            sum = sum.thenCompose(so -> so.full() == null ? move(own, so) : CompletableFuture.completedFuture(so));
        }
        return sum;
    }

    /** As many as there is room for: if not all, then half of them, and then what is left. */
    private CompletionStage<Replayed> move(List<DeadLetter> letters, Replayed sum) {
        PortalKey portal = letters.getFirst().event().portal();
        return switch (books.shares()
                .reserve(portal, letters.size(), ReplayWork.cost(letters))
                .orElseGet(Appended.Stored::new)) {
            case Appended.Full full when letters.size() == 1 -> stopped(sum, full.key());
            case Appended.Unavailable unavailable -> stopped(sum, unavailable.why());
            case Appended.Full _ -> {
                int half = letters.size() / 2;
                yield move(letters.subList(0, half), sum)
                        .thenCompose(so -> so.full() == null
                                ? move(letters.subList(half, letters.size()), so)
                                : CompletableFuture.completedFuture(so));
            }
            case Appended.Stored _ -> {
                ReplayWork work = new ReplayWork(portal, letters, books, clock);
                threads.submit(work);
                yield work.done().thenApply(moved -> new Replayed(sum.replayed() + moved, sum.refused(), 0, null));
            }
        };
    }

    private static CompletionStage<Replayed> stopped(Replayed sum, String why) {
        return CompletableFuture.completedFuture(new Replayed(sum.replayed(), sum.refused(), 0, why));
    }

    /** A settlement buried events, durably: keeps the bounds. A failure here must not fail it; the next one trims again. */
    CompletionStage<Void> buried() {
        return bounds.trim(threads).handle((trimmed, failure) -> {
            if (failure != null) {
                LOG.warnf("dead letters not trimmed cause=%s", failure.getMessage());
            }
            bounds.warnOnce();
            return null;
        });
    }
}
