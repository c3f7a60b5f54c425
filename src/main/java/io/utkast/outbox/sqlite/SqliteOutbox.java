package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Lease;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.outbox.Settlement;
import io.utkast.outbox.Wanted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The embedded outbox: one SQLite file, one writer with group commit, a reader for the lanes and one for all else. */
public final class SqliteOutbox implements Outbox, AutoCloseable {
    /** The rolling window is seconds long; an hour of notes covers any that is configured with sense. */
    private static final Duration KEEP_REQUESTS = Duration.ofHours(1);

    private static final int SLICE = 10_000;
    private static final Logger LOG = Logger.getLogger(SqliteOutbox.class);

    private final OutboxSettings settings;
    private final Clock clock;
    private final Shares shares;
    private final LeaseBook book = new LeaseBook();
    private final RecentDurations commits = new RecentDurations();
    private final Arrivals arrivals = new Arrivals();
    private final OutboxFile file;
    private final Connection writing;
    private final ReadThread lanes;
    private final DueEvents due;
    private final ReadThread lookups;
    private final Reader reader;
    private final AtomicLong sequence;
    /** Portals with new events in the group that is being committed; used by the writer's thread only. */
    private final Set<PortalKey> arrived = new HashSet<>();

    private final FileGauge gauge;
    private final CommitThread commitThread;
    private volatile boolean closed;

    private SqliteOutbox(OutboxSettings settings, Clock clock) throws SQLException {
        this.settings = settings;
        this.clock = clock;
        shares = new Shares(settings);
        file = OutboxFile.open(settings.file());
        writing = file.connect();
        Connection taking = file.connect();
        lanes = new ReadThread("utkast-outbox-lanes", taking);
        due = new DueEvents(taking, book);
        Connection looking = file.connect();
        lookups = new ReadThread("utkast-outbox-lookups", looking);
        reader = new Reader(looking);
        // Those that expired while the gateway was down, or while nothing else died.
        file.expireDeadLetters(writing, clock.instant().minus(settings.deadLettersKeep()));
        reader.count(shares);
        sequence = new AtomicLong(reader.lastSequence());
        shares.measuredPages(file.pageBytes(looking));
        shares.measuredLog(file.logBytes());
        gauge = new FileGauge(file, writing, shares, System::nanoTime);
        commitThread = new CommitThread(writing, commits, System::nanoTime, new Commits());
    }

    /** Opens the file named by the settings, making it if it is not there. */
    public static SqliteOutbox open(OutboxSettings settings, Clock clock) throws SQLException {
        SqliteOutbox outbox = new SqliteOutbox(settings, clock);
        outbox.commitThread.start();
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
        AppendWork work = new AppendWork(encoded, clock.instant(), shares, sequence, arrived::add);
        commitThread.submit(work);
        return work.done();
    }

    @Override
    public CompletionStage<List<Lease>> take(PortalKey portal, int limit, Wanted wanted) {
        return lanes.read(() -> due.take(portal, limit, wanted, clock.instant()))
                .thenCompose(taken -> hold(portal, taken.unreadable()).handle((held, failure) -> taken.leases()));
    }

    /** Damaged rows are kept for the operator, out of the way of the others; if that fails, the next query finds them. */
    private CompletionStage<Void> hold(PortalKey portal, List<Long> unreadable) {
        return CompletableFuture.allOf(unreadable.stream()
                .map(sequence -> write(
                                tables -> tables.hold(sequence, "the stored event cannot be read", clock.instant()))
                        .thenAccept(held -> shares.heldChanged(portal, held)))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Optional<Instant>> nextDue(PortalKey portal, Instant after) {
        return lanes.read(() -> due.next(portal, after));
    }

    @Override
    public void giveBack(PortalKey portal, Collection<Lease> leases) {
        if (book.giveBack(portal, leases.stream().map(Lease::sequence).toList())) {
            arrivals.tell(portal);
        }
    }

    @Override
    public CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements) {
        SettleWork work;
        try {
            work = new SettleWork(portal, settlements, book, shares, clock);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
        commitThread.submit(work);
        boolean buried = settlements.stream().anyMatch(Settlement.Dead.class::isInstance);
        return buried ? work.done().thenCompose(done -> trimDeadLetters()) : work.done();
    }

    /** The settlement is durable already, so a failure here must not fail it: the next burial trims again. */
    private CompletionStage<Void> trimDeadLetters() {
        Instant oldest = clock.instant().minus(settings.deadLettersKeep());
        return write(tables -> tables.trimDeadLetters(settings.deadLettersMaximum(), oldest))
                .thenCompose(trimmed -> trimmed == 0
                        ? CompletableFuture.<Void>completedFuture(null)
                        : lookups.read(reader::deadLetters).thenAccept(shares::deadTrimmed))
                .exceptionally(failure -> {
                    LOG.warnf("dead letters not trimmed cause=%s", failure.getMessage());
                    return null;
                });
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
        return write(release).thenApply(released -> {
            shares.heldChanged(portal, -released);
            arrivals.tell(portal);
            return released;
        });
    }

    @Override
    public CompletionStage<Void> noteRequest(PortalKey portal, Instant at) {
        return write(tables -> tables.noteRequest(portal, at, at.minus(KEEP_REQUESTS)))
                .thenAccept(noted -> {});
    }

    @Override
    public CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since) {
        return lookups.read(() -> reader.requestsSince(portal, since));
    }

    @Override
    public CompletionStage<Long> countRequests(PortalKey portal, Instant since) {
        return lookups.read(() -> reader.countRequests(portal, since));
    }

    @Override
    public CompletionStage<Void> remember(PortalKey portal, LaneMemory memory) {
        return write(tables -> tables.remember(portal, memory)).thenAccept(kept -> {});
    }

    @Override
    public CompletionStage<LaneMemory> memory(PortalKey portal) {
        return lookups.read(() -> reader.memory(portal));
    }

    @Override
    public void onArrival(PortalKey portal, Runnable listener) {
        arrivals.listen(portal, listener);
    }

    @Override
    public boolean accepting() {
        return !closed && commitThread.healthy() && !shares.full();
    }

    @Override
    public CompletionStage<OutboxStatus> status() {
        return lookups.read(() -> {
            Map<PortalKey, PortalShare> portals = new HashMap<>();
            for (Map.Entry<PortalKey, Shares.Snapshot> entry :
                    shares.snapshots().entrySet()) {
                Shares.Snapshot share = entry.getValue();
                portals.put(
                        entry.getKey(),
                        new PortalShare(
                                share.queued(),
                                share.held(),
                                share.dead(),
                                share.delivered(),
                                share.linked(),
                                reader.oldest(entry.getKey())));
            }
            return new OutboxStatus(
                    "sqlite", shares.queued(), shares.liveBytes(), settings.capacityBytes(), portals, commits.millis());
        });
    }

    /** Refuses new events, writes what was handed in, and closes the file. */
    @Override
    public void close() {
        closed = true;
        try {
            commitThread.close();
            lanes.close();
            lookups.close();
            writing.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox's file cannot be closed", e);
        }
    }

    private <T> CompletableFuture<T> write(SmallWork.Write<T> write) {
        SmallWork<T> work = new SmallWork<>(write);
        commitThread.submit(work);
        return work.done();
    }

    /** What happens around each commit. Lanes hear once of a whole group, not of each event in it. */
    private final class Commits implements CommitListener {
        @Override
        public void beforeCommit() {
            gauge.measure();
        }

        @Override
        public void afterGroup() {
            arrived.forEach(arrivals::tell);
            arrived.clear();
        }

        @Override
        public boolean wantsCommit() {
            return gauge.isStale();
        }
    }
}
