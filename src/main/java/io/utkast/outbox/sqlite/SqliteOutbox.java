package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The embedded outbox: one SQLite file, one writer with group commit, and threads that read ({@link FileThreads}). */
public final class SqliteOutbox implements Outbox, AutoCloseable {
    /** The rolling window is seconds long; an hour of notes covers any that is configured with sense. */
    private static final Duration KEEP_REQUESTS = Duration.ofHours(1);

    private static final int SLICE = 10_000;
    /** Some 20 MB; the file has all of them. */
    private static final int TOMBSTONES_IN_MEMORY = 100_000;

    private static final Duration UPKEEP = Duration.ofHours(1);

    private final Clock clock;
    private final Shares shares;
    private final Books books;
    private final Appends appends;
    private final Connection writing;
    private final FileThreads threads;
    private final DueEvents due;
    private final Reader reader;
    private final StatusReader statusReader;
    private final AtomicLong sequence;
    private final SqliteDeadLetters deadLetters;
    private final SqliteRevocations revocations;
    private final ReceiptSearch receiptSearch;
    private final Upkeep upkeep;
    private volatile boolean closed;

    private SqliteOutbox(OutboxSettings settings, Clock clock) throws SQLException {
        this.clock = clock;
        shares = new Shares(settings);
        OutboxFile file = OutboxFile.open(settings.file());
        writing = file.connect();
        FileThreads.Readers readers = FileThreads.Readers.of(file);
        Tombstones tombstones = Tombstones.load(new TombstoneTable(readers.lookups()), TOMBSTONES_IN_MEMORY);
        books = new Books(shares, new FreshEvents(), new LeaseBook(), tombstones, new Listeners());
        appends = new Appends(shares, books.fresh(), books.listeners());
        due = new DueEvents(readers.lanes(), books);
        reader = new Reader(readers.lookups(), books);
        reader.count();
        sequence = new AtomicLong(reader.lastSequence());
        shares.measuredPages(file.pageBytes(readers.lookups().connection()));
        shares.measuredLog(file.logBytes());
        FileGauge gauge = new FileGauge(file, writing, shares, System::nanoTime);
        CommitListener listener = new CommitBooks(gauge, appends, books.listeners());
        RecentDurations commits = new RecentDurations();
        statusReader = new StatusReader(shares, reader, commits, settings.capacityBytes());
        DiskHealth health = new DiskHealth(settings.file(), System::nanoTime);
        threads = new FileThreads(new CommitThread(writing, commits, System::nanoTime, listener, health), readers);
        QueueSearch search = new QueueSearch(readers.searches());
        LetterBounds bounds = new LetterBounds(settings, shares, reader, clock);
        deadLetters = new SqliteDeadLetters(threads, new LetterReader(readers.searches()), books, bounds, clock);
        revocations = new SqliteRevocations(threads, new Sweeper(threads, search, books), books, clock);
        receiptSearch = clue -> threads.search(() -> search.of(clue));
        upkeep = new Upkeep(threads, bounds, tombstones, settings.tombstonesKeep(), clock);
    }

    /**
     * Opens the file named by the settings, making it if it is not there.
     *
     * @throws SQLException naming the file, what is wrong with it, and the way out
     */
    public static SqliteOutbox open(OutboxSettings settings, Clock clock) throws SQLException {
        SqliteOutbox outbox = Advice.naming(settings.file(), () -> new SqliteOutbox(settings, clock));
        outbox.threads.start(outbox.upkeep, UPKEEP);
        // What expired while the gateway was down goes before anybody asks.
        outbox.upkeep.tidy().join();
        return outbox;
    }

    @Override
    public CompletionStage<Appended> append(List<QueuedEvent> events, Executor teller) {
        if (closed) {
            return CompletableFuture.completedFuture(new Appended.Unavailable("the gateway is draining"));
        }
        AppendWork.Encoded encoded = AppendWork.Encoded.of(events);
        Optional<Appended> refusal = shares.reserve(encoded.portal(), events.size(), encoded.cost());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        AppendWork work = new AppendWork(encoded, clock.instant(), sequence, appends, teller);
        threads.submit(work);
        return work.done();
    }

    @Override
    public CompletionStage<List<Lease>> take(PortalKey portal, int limit, Wanted wanted) {
        return threads.take(() -> due.take(portal, limit, wanted, clock.instant()))
                .thenCompose(taken -> CompletableFuture.allOf(
                                hold(portal, taken.unreadable()), drop(portal, taken.forbidden()))
                        .handle((done, failure) -> taken.leases()));
    }

    /** Damaged rows are kept for the operator, out of the way of the others; if that fails, the next query finds them. */
    private CompletableFuture<Void> hold(PortalKey portal, List<Long> unreadable) {
        return CompletableFuture.allOf(unreadable.stream()
                .map(damaged -> threads.write(
                                tables -> tables.hold(damaged, "the stored event cannot be read", clock.instant()))
                        .thenAccept(held -> shares.heldChanged(portal, held)))
                .toArray(CompletableFuture[]::new));
    }

    /** Leased events whose visitor took consent back; if that fails, the next take finds them. */
    private CompletableFuture<Void> drop(PortalKey portal, Collection<Lease> forbidden) {
        if (forbidden.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        // To be settled as anything but delivered: then the tombstone decides.
        List<Settlement> settlements = forbidden.stream()
                .<Settlement>map(lease -> new Settlement.Later(lease, clock.instant(), false))
                .toList();
        return settle(portal, settlements).toCompletableFuture().whenComplete((dropped, failure) -> {
            if (failure != null) {
                books.giveBack(portal, forbidden);
            }
        });
    }

    @Override
    public CompletionStage<Optional<Instant>> nextDue(PortalKey portal, Instant after) {
        return threads.take(() -> due.next(portal, after));
    }

    @Override
    public void giveBack(PortalKey portal, Collection<Lease> leases) {
        Map<Boolean, List<Lease>> forbidden = leases.stream()
                .collect(Collectors.partitioningBy(lease -> revocations.forbid(
                        lease.event().visitor(), lease.event().event().at())));
        CompletableFuture<Void> _ = drop(portal, forbidden.getOrDefault(true, List.of()));
        if (books.giveBack(portal, forbidden.getOrDefault(false, List.of()))) {
            books.listeners().arrived(portal);
        }
    }

    @Override
    public CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements) {
        SettleWork work;
        try {
            work = new SettleWork(portal, settlements, books, clock);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
        threads.submit(work);
        boolean buried = settlements.stream().anyMatch(Settlement.Dead.class::isInstance);
        return buried ? work.done().thenCompose(done -> deadLetters.buried()) : work.done();
    }

    @Override
    public CompletionStage<Integer> release(PortalKey portal) {
        return releaseAll(portal, 0);
    }

    /** In slices: one transaction over millions of rows would stop the writer and blow up the write-ahead log. */
    private CompletionStage<Integer> releaseAll(PortalKey portal, int before) {
        return released(portal, tables -> tables.releaseAny(portal, SLICE, clock.instant()))
                .thenCompose(released -> released < SLICE
                        ? CompletableFuture.completedFuture(before + released)
                        : releaseAll(portal, before + released));
    }

    @Override
    public CompletionStage<Integer> release(PortalKey portal, int limit) {
        return released(portal, tables -> tables.releaseLongestHeld(portal, limit, clock.instant()));
    }

    private CompletionStage<Integer> released(PortalKey portal, SmallWork.Write<Integer> release) {
        return threads.write(release).thenApply(released -> {
            shares.heldChanged(portal, -released);
            books.listeners().arrived(portal);
            return released;
        });
    }

    @Override
    public CompletionStage<Void> noteRequest(PortalKey portal, Instant at) {
        return threads.write(tables -> tables.noteRequest(portal, at, at.minus(KEEP_REQUESTS)))
                .thenAccept(noted -> {});
    }

    @Override
    public CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since) {
        return threads.look(() -> reader.requestsSince(portal, since));
    }

    @Override
    public CompletionStage<Long> countRequests(PortalKey portal, Instant since) {
        return threads.look(() -> reader.countRequests(portal, since));
    }

    @Override
    public CompletionStage<Void> remember(PortalKey portal, LaneMemory memory) {
        return threads.write(tables -> tables.remember(portal, memory)).thenAccept(kept -> {});
    }

    @Override
    public CompletionStage<LaneMemory> memory(PortalKey portal) {
        return threads.look(() -> reader.memory(portal));
    }

    @Override
    public void onArrival(PortalKey portal, Runnable listener) {
        books.listeners().onArrival(portal, listener);
    }

    @Override
    public void onSettled(SettlementListener listener) {
        books.listeners().onSettled(listener);
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Revocations revocations() {
        return revocations;
    }

    @Override
    public ReceiptSearch receiptSearch() {
        return receiptSearch;
    }

    @Override
    public boolean accepting() {
        return !closed && healthy() && !shares.full();
    }

    @Override
    public boolean healthy() {
        return threads.healthy();
    }

    @Override
    public CompletionStage<OutboxStatus> status() {
        return threads.look(statusReader::status);
    }

    /** Refuses new events, writes what was handed in, and closes the file. */
    @Override
    public void close() {
        closed = true;
        try {
            threads.close();
            writing.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox's file cannot be closed", e);
        }
    }
}
