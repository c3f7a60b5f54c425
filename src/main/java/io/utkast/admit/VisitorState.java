package io.utkast.admit;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one visitor: the bucket of the limit, the last word on consent, and counts.
 *
 * <p>There may be a million of these, so one object is the cache's key, its value and the bucket's {@code long}, and the
 * rest is in one {@code int}: 32 bytes instead of 88. The visitor itself is not kept, only a keyed hash of domain and utk.
 */
final class VisitorState extends AtomicLong {
    private static final AtomicIntegerFieldUpdater<VisitorState> PACKED =
            AtomicIntegerFieldUpdater.newUpdater(VisitorState.class, "packed");

    private static final int REVOKED = 0x8000_0000;
    private static final int MOST = 0x7fff;
    private static final int REFUSED_SHIFT = 16;

    private final long key;
    /** From the top: 1 bit whether consent is revoked, 15 bits of refused and, below one unused bit, 15 of accepted events. */
    private volatile int packed;

    /** @param arrival the bucket's state, in the limiter's nanoseconds: now for a full bucket */
    VisitorState(long key, long arrival) {
        super(arrival);
        this.key = key;
    }

    /** Whether the visitor's last word was that there is no consent. */
    boolean revoked() {
        return (packed & REVOKED) != 0;
    }

    void consent(boolean given) {
        PACKED.updateAndGet(this, old -> given ? old & ~REVOKED : old | REVOKED);
    }

    void count(int moreAccepted, int moreRefused) {
        PACKED.updateAndGet(this, old -> {
            int accepted = Math.min(MOST, (old & MOST) + moreAccepted);
            int refused = Math.min(MOST, ((old & ~REVOKED) >>> REFUSED_SHIFT) + moreRefused);
            return (old & REVOKED) | (refused << REFUSED_SHIFT) | accepted;
        });
    }

    /** Events admitted and refused since the visitor is remembered. */
    Visitors.Counts counts() {
        int seen = packed;
        return new Visitors.Counts(seen & MOST, (seen & ~REVOKED) >>> REFUSED_SHIFT);
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
