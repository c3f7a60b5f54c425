package io.utkast.deliver;

import io.utkast.outbox.LaneMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

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

    /** However busy other programs are, a tenth stays. */
    private static final int LEAST_PART = 10;

    private final LaneSettings.Quota granted;
    private final Deque<Instant> replies = new ArrayDeque<>();
    private int limit;
    private Duration per;
    private int inFlight;

    /** HubSpot's limit, and the requests in its window that were not ours, as of the latest answer that told. */
    private int maximum;

    private int others;
    private Instant othersUntil = Instant.MIN;

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
        if (used(now) >= usable(now)) {
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
        int excess = used(now) - usable(now);
        if (excess < 0) {
            return Duration.ZERO;
        }
        Duration own = untilReplyIsOver(excess, now);
        Duration theirs = Duration.between(now, othersUntil);
        return others(now) > 0 && theirs.compareTo(own) < 0 ? theirs : own;
    }

    private Duration untilReplyIsOver(int excess, Instant now) {
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
    synchronized void learn(QuotaSeen seen, Instant now) {
        if (seen.maximum() != null && seen.maximum() > 0) {
            limit = Math.min(granted.requests(), seen.maximum());
        }
        Duration interval = seen.interval();
        if (interval != null && interval.isPositive() && isStricter(interval)) {
            per = interval;
        }
        if (seen.remaining() != null) {
            maximum = seen.maximum() != null ? seen.maximum() : granted.requests();
            // Of ours, HubSpot has seen at most those in use here: what is missing beyond them is somebody else's.
            others = Math.max(0, maximum - seen.remaining() - used(now));
            othersUntil = now.plus(per);
        }
    }

    /** Requests of other programs in the window, as far as HubSpot's latest word tells. */
    synchronized int others(Instant now) {
        return now.isBefore(othersUntil) ? others : 0;
    }

    /** What HubSpot told, where it is not what is configured. */
    synchronized LaneMemory.@Nullable Learnt learnt() {
        return limit == granted.requests() && per.equals(granted.per()) ? null : new LaneMemory.Learnt(limit, per);
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

    /**
     * What may be in use now: all but the reserve of what other programs leave. However much those send, it is never
     * less than a part of the usual, or they could stop the lane for ever.
     */
    synchronized int usable(Instant now) {
        int usual = lessReserve(limit);
        int theirs = others(now);
        if (theirs == 0) {
            return usual;
        }
        int left = lessReserve(Math.min(limit, maximum - theirs));
        return Math.max(left, Math.max(1, usual / LEAST_PART));
    }

    private int lessReserve(int requests) {
        return Math.max(1, (int) Math.floor(requests * (1 - granted.reserve())));
    }

    private boolean isOver(Instant reply, Instant now) {
        return !now.isBefore(reply.plus(per).plus(MARGIN));
    }
}
