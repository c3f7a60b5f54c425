package io.utkast.deliver;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Wakes whoever waits for something to change: a free slot, the end of the lane, new events.
 *
 * <p>Strokes are counted: who reads the count, finds nothing to do and then waits from that count on cannot miss a
 * stroke in between. Arrivals are counted apart, and wake nobody who does not wait for them: under load the outbox tells
 * of them a thousand times a second.
 */
class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition arrivedOrChanged = lock.newCondition();
    private Strokes strokes = new Strokes(0, 0);

    /** How often it rang, and for how many arrivals besides. */
    record Strokes(long changes, long arrivals) {}

    /** How often it rang until now. */
    Strokes strokes() {
        lock.lock();
        try {
            return strokes;
        } finally {
            lock.unlock();
        }
    }

    /** Something changed. */
    void ring() {
        lock.lock();
        try {
            strokes = new Strokes(strokes.changes + 1, strokes.arrivals);
            changed.signalAll();
            arrivedOrChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Events arrived. */
    void arrived() {
        lock.lock();
        try {
            strokes = new Strokes(strokes.changes, strokes.arrivals + 1);
            arrivedOrChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once something changed or arrived since {@code seen}, and after {@code limit} at the latest. */
    void await(Strokes seen, Duration limit) {
        await(arrivedOrChanged, now -> !now.equals(seen), limit);
    }

    /** Returns once something changed since {@code seen}, arrivals apart, and after {@code limit} at the latest. */
    void awaitChange(Strokes seen, Duration limit) {
        await(changed, now -> now.changes != seen.changes, limit);
    }

    private void await(Condition condition, Predicate<Strokes> rang, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!rang.test(strokes) && nanos > 0) {
                nanos = condition.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            // Lanes are stopped by closing them; a stray interrupt only ends this wait early.
        } finally {
            lock.unlock();
        }
    }
}
