package io.utkast.admit;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one visitor: the bucket of the limit, the last word on consent, and counts.
 *
 * <p>There may be a million of these, so one object is the cache's key, its value and the bucket's {@code long}: 40 bytes
 * instead of 88. The visitor itself is not kept, only a keyed hash of domain and utk.
 */
final class VisitorState extends AtomicLong {
    private static final AtomicIntegerFieldUpdater<VisitorState> ACCEPTED =
            AtomicIntegerFieldUpdater.newUpdater(VisitorState.class, "accepted");
    private static final AtomicIntegerFieldUpdater<VisitorState> REFUSED =
            AtomicIntegerFieldUpdater.newUpdater(VisitorState.class, "refused");

    private final long key;
    private volatile int accepted;
    private volatile int refused;
    private volatile boolean revoked;

    /** @param arrival the bucket's state, in the limiter's nanoseconds: now for a full bucket */
    VisitorState(long key, long arrival) {
        super(arrival);
        this.key = key;
    }

    /** Whether the visitor's last word was that there is no consent. */
    boolean revoked() {
        return revoked;
    }

    void consent(boolean given) {
        revoked = !given;
    }

    void count(int moreAccepted, int moreRefused) {
        ACCEPTED.addAndGet(this, moreAccepted);
        REFUSED.addAndGet(this, moreRefused);
    }

    /** Events admitted and refused since the visitor is remembered. */
    Visitors.Counts counts() {
        return new Visitors.Counts(accepted, refused);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VisitorState state && state.key == key;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(key);
    }
}
