package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.Appended;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who uses how much of the outbox: admits an append or names the bound that it would break.
 *
 * <p>One lock guards all counters, so that two requests cannot both take the last place.
 */
final class Shares {
    /**
     * What a row costs beside its body at most: columns and page overhead, and an index entry once it waits for a retry.
     * With short names it was 146 bytes, and 178 with the entry.
     */
    private static final int ROW_OVERHEAD = 260;

    private static final long NEARLY = 16L * 1024 * 1024;

    private final OutboxSettings settings;
    private final Map<PortalKey, Count> portals = new ConcurrentHashMap<>();
    private long queued;
    private long pending;
    private long pageBytes;
    private long logBytes;
    private long pendingCost;
    private long writtenSince;

    /** Mutable counters of one portal, guarded by the lock of the shares. */
    private static final class Count {
        long queued;
        long pending;
        long bytes;
        long held;
        long dead;
        long delivered;
        long linked;
    }

    /** One portal's counters at a moment. */
    record Snapshot(long queued, long held, long dead, long delivered, long linked) {}

    Shares(OutboxSettings settings) {
        this.settings = settings;
    }

    static long cost(byte[] body) {
        return cost(body.length);
    }

    static long cost(long bodyBytes) {
        return bodyBytes + ROW_OVERHEAD;
    }

    /** Takes place for the events, or tells why not. */
    synchronized Optional<Appended> reserve(PortalKey portal, int events, long cost) {
        Count count = count(portal);
        if (pending + events > settings.maxPending() || isAheadOfTheDisk(count, events)) {
            return Optional.of(new Appended.Unavailable("the disk does not keep up"));
        }
        if (queued + events > settings.maxEvents()) {
            return Optional.of(new Appended.Full("utkast.outbox.max-events"));
        }
        if (liveBytes() + cost > settings.capacityBytes()) {
            return Optional.of(new Appended.Full("utkast.outbox.capacity"));
        }
        if (count.queued + events > settings.maxEvents() * settings.maxShare()
                || count.bytes + cost > settings.capacityBytes() * settings.maxShare()) {
            return Optional.of(new Appended.Full("utkast.outbox.max-share"));
        }
        pending += events;
        count.pending += events;
        pendingCost += cost;
        add(count, events, cost);
        return Optional.empty();
    }

    /**
     * The share holds for what waits for the disk too: who floods while it is slow must not shut the others out. One
     * request always may wait, however small the share.
     */
    private boolean isAheadOfTheDisk(Count count, int events) {
        return count.pending > 0 && count.pending + events > settings.maxPending() * settings.maxShare();
    }

    /** The reserved events are committed. */
    synchronized void committed(PortalKey portal, int events, long cost) {
        pending -= events;
        count(portal).pending -= events;
        pendingCost -= cost;
        writtenSince += cost;
    }

    /** The reserved events were not written. */
    synchronized void withdrawn(PortalKey portal, int events, long cost) {
        pending -= events;
        count(portal).pending -= events;
        pendingCost -= cost;
        add(count(portal), -events, -cost);
    }

    /** Events found in the file at the start. */
    synchronized void found(PortalKey portal, long events, long cost, long held) {
        Count count = count(portal);
        add(count, events, cost);
        count.held += held;
    }

    synchronized void foundDead(PortalKey portal, long dead) {
        count(portal).dead += dead;
    }

    synchronized void delivered(PortalKey portal, long cost, boolean linked) {
        Count count = count(portal);
        count.delivered++;
        count.linked += linked ? 1 : 0;
        add(count, -1, -cost);
    }

    synchronized void died(PortalKey portal, long cost) {
        Count count = count(portal);
        count.dead++;
        add(count, -1, -cost);
    }

    /** A tombstone took a waiting event out. */
    synchronized void dropped(PortalKey portal, long cost, boolean held) {
        Count count = count(portal);
        count.held -= held ? 1 : 0;
        add(count, -1, -cost);
    }

    /** Dead letters were dropped, or are events again. */
    synchronized void lettersLeft(PortalKey portal, int letters) {
        count(portal).dead -= letters;
    }

    synchronized void heldChanged(PortalKey portal, long by) {
        count(portal).held += by;
    }

    /** Of events that were reserved and committed, so many were not there any more. */
    synchronized void excess(PortalKey portal, int events, long cost) {
        add(count(portal), -events, -cost);
    }

    synchronized long deadLetters() {
        return portals.values().stream().mapToLong(count -> count.dead).sum();
    }

    /** The bytes of the file's pages in use at this moment. */
    synchronized void measuredPages(long bytes) {
        pageBytes = bytes;
        writtenSince = 0;
    }

    /** The bytes of the file's log at this moment. */
    synchronized void measuredLog(long bytes) {
        logBytes = bytes;
    }

    synchronized boolean full() {
        return queued >= settings.maxEvents() || liveBytes() >= settings.capacityBytes();
    }

    /** Whether there is less room than the log may well take between two looks at its size; large groups may take more. */
    synchronized boolean nearlyFull() {
        return liveBytes() + NEARLY >= settings.capacityBytes();
    }

    synchronized long queued() {
        return queued;
    }

    synchronized long liveBytes() {
        return pageBytes + logBytes + pendingCost + writtenSince;
    }

    synchronized Map<PortalKey, Snapshot> snapshots() {
        Map<PortalKey, Snapshot> snapshots = new HashMap<>();
        portals.forEach((portal, count) -> snapshots.put(
                portal, new Snapshot(count.queued, count.held, count.dead, count.delivered, count.linked)));
        return snapshots;
    }

    private void add(Count count, long events, long cost) {
        count.queued += events;
        count.bytes += cost;
        queued += events;
    }

    private Count count(PortalKey portal) {
        return portals.computeIfAbsent(portal, key -> new Count());
    }
}
