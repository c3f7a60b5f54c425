package io.utkast.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Grants requests so that no window of the portal's length ever sees more than its quota less the reserve.
 *
 * <p>HubSpot counts arrivals in a rolling window. An arrival lies between our sending and the reply, so a slot is in use
 * while its request is under way and for a full window after the reply.
 */
final class QuotaWindow {
    /** Covers coarse timers and the difference between two clocks' rates; costs half a percent of a 10 s window. */
    static final Duration MARGIN = Duration.ofMillis(50);

    /** How long a request noted before a crash may have been on its way to HubSpot. */
    static final Duration TRAVEL = Duration.ofSeconds(1);

    private final LaneSettings.Quota granted;
    private final Deque<Instant> replies = new ArrayDeque<>();
    private int limit;
    private Duration per;
    private int inFlight;

    QuotaWindow(LaneSettings.Quota granted) {
        this.granted = granted;
        this.limit = granted.requests();
        this.per = granted.per();
    }

    /** Takes over the requests that the process before this one noted, oldest first. */
    synchronized void seed(Collection<Instant> noted, Instant now) {
        for (Instant at : noted) {
            Instant arrived = at.plus(TRAVEL);
            replies.addLast(arrived.isAfter(now) ? now : arrived);
        }
    }

    /** Takes a slot if one is free; it has to be given back by {@link #replied} or {@link #cancelled}. */
    synchronized boolean tryAcquire(Instant now) {
        if (used(now) >= usable()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** The answer is here, or will never be: the slot is free again a window later. */
    synchronized void replied(Instant now) {
        inFlight--;
        replies.addLast(now);
    }

    /** The request was not sent after all. */
    synchronized void cancelled() {
        inFlight--;
    }

    /** How long until a slot is free by time alone; zero if one is, a whole window if all requests are under way. */
    synchronized Duration untilFree(Instant now) {
        int excess = used(now) - usable();
        if (excess < 0) {
            return Duration.ZERO;
        }
        return replies.stream()
                .skip(excess)
                .findFirst()
                .map(reply -> Duration.between(now, reply.plus(per).plus(MARGIN)))
                .orElse(per);
    }

    /** Slots in use: under way, or answered less than a window ago. */
    synchronized int used(Instant now) {
        takeBackTheFuture(now);
        while (!replies.isEmpty() && isOver(replies.getFirst(), now)) {
            replies.removeFirst();
        }
        return replies.size() + inFlight;
    }

    /** HubSpot's limit in the window, the reserve included. */
    synchronized int limit() {
        return limit;
    }

    synchronized Duration per() {
        return per;
    }

    /** Follows HubSpot's own word where it is stricter than the configuration. */
    synchronized void learn(QuotaSeen seen) {
        if (seen.maximum() != null && seen.maximum() > 0) {
            limit = Math.min(granted.requests(), seen.maximum());
        }
        Duration interval = seen.interval();
        if (interval != null && interval.isPositive() && isStricter(interval)) {
            per = interval;
        }
    }

    /** A longer window always is; a shorter one only as long as it grants no higher rate than configured. */
    private boolean isStricter(Duration interval) {
        return interval.compareTo(granted.per()) >= 0
                || (double) limit / interval.toNanos()
                        <= (double) granted.requests() / granted.per().toNanos();
    }

    /** A clock set back leaves replies in the future, which would block their slots for as long; they end a window from now. */
    private void takeBackTheFuture(Instant now) {
        int future = 0;
        while (!replies.isEmpty() && replies.getLast().isAfter(now)) {
            replies.removeLast();
            future++;
        }
        for (int i = 0; i < future; i++) {
            replies.addLast(now);
        }
    }

    private int usable() {
        return Math.max(1, (int) Math.floor(limit * (1 - granted.reserve())));
    }

    private boolean isOver(Instant reply, Instant now) {
        return !now.isBefore(reply.plus(per).plus(MARGIN));
    }
}
