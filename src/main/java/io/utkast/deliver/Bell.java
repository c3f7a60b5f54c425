package io.utkast.deliver;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes whoever waits for something to change: new events, a free slot, the end of the lane.
 *
 * <p>Strokes are counted: who reads the count, finds nothing to do and then waits from that count on cannot miss a
 * stroke in between.
 */
class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long strokes;

    /** How often it rang. */
    long strokes() {
        lock.lock();
        try {
            return strokes;
        } finally {
            lock.unlock();
        }
    }

    void ring() {
        lock.lock();
        try {
            strokes++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once it rang more often than {@code seen}, and after {@code limit} at the latest. */
    void await(long seen, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (strokes == seen && nanos > 0) {
                nanos = rung.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            // Lanes are stopped by closing them; a stray interrupt only ends this wait early.
        } finally {
            lock.unlock();
        }
    }
}
