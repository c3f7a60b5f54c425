package io.utkast.outbox.sqlite;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the writer. Event loops hand in, the writer alone takes out, and takes all there is at once: with one
 * short lock and no wake-up while it is busy, since every request passes here.
 */
final class WorkQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition enough = lock.newCondition();
    private final Queue<Work> works = new ArrayDeque<>();
    /** So many the writer waits for; beyond any number while it does not wait. */
    private int wanted = Integer.MAX_VALUE;

    private boolean closed;

    /** Whether it was taken in: not once the queue is closed. */
    boolean add(Work work) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            works.add(work);
            if (works.size() >= wanted) {
                enough.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing in any more, and wakes a writer that waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            enough.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the queue is closed and empty. */
    boolean isOver() {
        lock.lock();
        try {
            return closed && works.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many are queued, the time is over or the queue is closed; the number queued then. */
    int await(int count, long nanos) throws InterruptedException {
        lock.lock();
        try {
            wanted = count;
            long left = nanos;
            while (works.size() < count && left > 0 && !closed) {
                left = enough.awaitNanos(left);
            }
            return works.size();
        } finally {
            wanted = Integer.MAX_VALUE;
            lock.unlock();
        }
    }

    /** Moves up to so many, first come first served. */
    void drainTo(List<Work> group, int most) {
        lock.lock();
        try {
            for (int i = Math.min(most, works.size()); i > 0; i--) {
                group.add(works.remove());
            }
        } finally {
            lock.unlock();
        }
    }
}
