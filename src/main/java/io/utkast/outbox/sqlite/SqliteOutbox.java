package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.DeadLetters;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.ReceiptSearch;
import io.utkast.outbox.Revocations;
import io.utkast.outbox.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The embedded outbox: one SQLite file, one writer with group commit, a reader for the lanes, and a searcher for the
 * operator.
 */
public final class SqliteOutbox implements Outbox, AutoCloseable {
    /** The rolling window is seconds long; an hour of notes covers any that is configured with sense. */
    private static final Duration KEEP_REQUESTS = Duration.ofHours(1);

    private static final int SLICE = 10_000;
    /** Some 20 MB; the file has all of them. */
    private static final int TOMBSTONES_IN_MEMORY = 100_000;

    private static final Duration UPKEEP = Duration.ofHours(1);

    private final Clock clock;
    private final Shares shares;
    private final StatusReader statusReader;
    private final List<Connection> connections = new ArrayList<>();
    private final Reader reader;
    private final Books books;
    private final AtomicLong sequence;
    private final FileGauge gauge;
    private final FileThreads threads;
    private final SqliteDeadLetters deadLetters;
    private final SqliteRevocations revocations;
    private final ReceiptSearch receiptSearch;
    private final Upkeep upkeep;
    private volatile boolean closed;

    private SqliteOutbox(OutboxSettings settings, Clock clock) throws SQLException {
        this.clock = clock;
        shares = new Shares(settings);
        OutboxFile file = OutboxFile.open(settings.file());
        Connection writing = connect(file);
        Connection reading = connect(file);
        Connection searching = connect(file);
        reader = new Reader(reading);
        RecentDurations commits = new RecentDurations();
        statusReader = new StatusReader(shares, reader, commits, settings.capacityBytes());
        reader.count(shares);
        sequence = new AtomicLong(reader.lastSequence());
        shares.measuredPages(file.pageBytes(reading));
        shares.measuredLog(file.logBytes());
        Tombstones tombstones = Tombstones.load(new TombstoneTable(reading), TOMBSTONES_IN_MEMORY);
        books = new Books(shares, new LeaseBook(), tombstones, new Listeners());
        gauge = new FileGauge(file, writing, shares, System::nanoTime);
        threads = new FileThreads(new CommitThread(writing, commits, System::nanoTime, new Commits()));
        QueueSearch search = new QueueSearch(searching);
        LetterReader letters = new LetterReader(searching);
        LetterBounds bounds = new LetterBounds(settings, shares, reader, clock);
        deadLetters = new SqliteDeadLetters(threads, letters, books, bounds, clock);
        revocations = new SqliteRevocations(threads, new Sweeper(threads, search, books), books, clock);
        receiptSearch = receipt -> threads.search(() -> search.ofReceipt(receipt));
        upkeep = new Upkeep(threads, bounds, tombstones, settings.tombstonesKeep(), clock);
    }

    private Connection connect(OutboxFile file) throws SQLException {
        Connection connection = file.connect();
        connections.add(connection);
        return connection;
    }

    /** Opens the file named by the settings, making it if it is not there. */
    public static SqliteOutbox open(OutboxSettings settings, Clock clock) throws SQLException {
        SqliteOutbox outbox = new SqliteOutbox(settings, clock);
        outbox.threads.start(outbox.upkeep, UPKEEP);
        // What expired while the gateway was down goes before anybody asks.
        outbox.upkeep.tidy().join();
        return outbox;
    }

    @Override
    public CompletionStage<Appended> append(List<QueuedEvent> events) {
        if (closed) {
            return CompletableFuture.completedFuture(new Appended.Unavailable("the gateway is draining"));
        }
        AppendWork.Encoded encoded = AppendWork.Encoded.of(events);
        Optional<Appended> refusal = shares.reserve(encoded.portal(), events.size(), encoded.cost());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        AppendWork work = new AppendWork(encoded, clock.instant(), shares, sequence, books.listeners()::arrivedInGroup);
        threads.submit(work);
        return work.done();
    }

    @Override
    public CompletionStage<List<Lease>> take(PortalKey portal, int limit) {
        return threads.read(() -> reader.take(portal, limit, clock.instant(), books))
                .thenCompose(taken -> CompletableFuture.allOf(
                                hold(portal, taken.unreadable()), drop(portal, taken.forbidden()))
                        .handle((done, failure) -> taken.leases()));
    }

    /** Damaged rows are kept for the operator, out of the way of the others; if that fails, the next query finds them. */
    private CompletableFuture<Void> hold(PortalKey portal, List<Long> unreadable) {
        return CompletableFuture.allOf(unreadable.stream()
                .map(damaged -> threads.write(tables -> tables.hold(damaged, "the stored event cannot be read"))
                        .thenAccept(held -> shares.heldChanged(portal, held)))
                .toArray(CompletableFuture[]::new));
    }

    /** Events whose visitor took consent back, after they were admitted or beyond what memory knows of. */
    private CompletableFuture<Void> drop(PortalKey portal, List<Lease> forbidden) {
        if (forbidden.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        // To be settled as anything but delivered: then the tombstone decides.
        return settle(
                        portal,
                        forbidden.stream()
                                .<Settlement>map(lease -> new Settlement.Later(lease, clock.instant(), false))
                                .toList())
                .toCompletableFuture();
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
        return release(portal, SLICE)
                .thenCompose(released -> released < SLICE
                        ? CompletableFuture.completedFuture(before + released)
                        : releaseAll(portal, before + released));
    }

    @Override
    public CompletionStage<Integer> release(PortalKey portal, int limit) {
        return threads.write(tables -> tables.release(portal, limit, clock.instant()))
                .thenApply(released -> {
                    shares.heldChanged(portal, -released);
                    books.listeners().arrived(portal);
                    return released;
                });
    }

    @Override
    public CompletionStage<Void> noteRequest(PortalKey portal, Instant at) {
        return threads.write(tables -> {
                    tables.noteRequest(portal, at, at.minus(KEEP_REQUESTS));
                    return true;
                })
                .thenAccept(noted -> {});
    }

    @Override
    public CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since) {
        return threads.read(() -> reader.requestsSince(portal, since));
    }

    @Override
    public void onArrival(ArrivalListener listener) {
        books.listeners().onArrival(listener);
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
        return !closed && threads.healthy() && !shares.full();
    }

    @Override
    public CompletionStage<OutboxStatus> status() {
        return threads.read(statusReader::status);
    }

    /** Refuses new events, writes what was handed in, and closes the file. */
    @Override
    public void close() {
        closed = true;
        try {
            threads.close();
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox's file cannot be closed", e);
        }
    }

    /** What happens around each commit. */
    private final class Commits implements CommitListener {
        @Override
        public void beforeCommit() {
            gauge.measure();
        }

        @Override
        public void afterGroup() {
            books.listeners().groupEnded();
        }

        @Override
        public boolean wantsCommit() {
            return gauge.isStale();
        }
    }
}
