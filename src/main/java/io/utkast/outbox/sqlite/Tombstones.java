package io.utkast.outbox.sqlite;

import io.utkast.event.Visitor;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest tombstones in memory, for the hot path. The file has all of them: beyond the bound the oldest leave memory,
 * and then whoever can wait for the file also looks there.
 */
final class Tombstones {
    private final int bound;
    private final Map<Visitor, Tombstone> stones = new ConcurrentHashMap<>();
    /** The visitors in the order of their revocation; guarded by itself. */
    private final SequencedSet<Visitor> order = new LinkedHashSet<>();

    private volatile boolean complete;

    /** @param newest at most {@code bound}, oldest first */
    Tombstones(int bound, SequencedMap<Visitor, Tombstone> newest, boolean complete) {
        this.bound = bound;
        this.complete = complete;
        newest.forEach(this::put);
    }

    /** The newest tombstones of the file, at most {@code bound}. */
    static Tombstones load(TombstoneTable file, int bound) throws SQLException {
        return new Tombstones(bound, file.newest(bound), file.count() <= bound);
    }

    /** What memory knows of the visitor. */
    boolean forbid(Visitor visitor, Instant at) {
        Tombstone stone = stones.get(visitor);
        return stone != null && stone.forbids(at);
    }

    /** What memory or else the file knows of the visitor. */
    boolean forbid(Visitor visitor, Instant at, TombstoneTable file) throws SQLException {
        Tombstone stone = stones.get(visitor);
        if (stone == null && !complete) {
            stone = file.find(visitor);
        }
        return stone != null && stone.forbids(at);
    }

    /** Lays the visitor's tombstone; it is seen by all from here on. */
    void lay(Visitor visitor, Instant at) {
        put(visitor, new Tombstone(at, false));
    }

    /** Lifts the tombstone that was seen; one that was laid meanwhile stands. */
    @SuppressWarnings("ReferenceEquality") // Two of one millisecond are equal.
    void lift(Visitor visitor, @Nullable Tombstone seen) {
        stones.computeIfPresent(
                visitor, (key, stone) -> stone == seen ? new Tombstone(stone.revokedAt(), true) : stone);
    }

    /** The visitor's tombstone in memory; null if there is none. */
    @Nullable
    Tombstone find(Visitor visitor) {
        return stones.get(visitor);
    }

    /** Whether memory holds all that the file does. */
    boolean isComplete() {
        return complete;
    }

    void expire(Instant before) {
        synchronized (order) {
            order.removeIf(visitor -> {
                @Nullable Tombstone stone = stones.get(visitor);
                boolean old = stone == null || stone.revokedAt().isBefore(before);
                if (old) {
                    stones.remove(visitor);
                }
                return old;
            });
        }
    }

    private void put(Visitor visitor, Tombstone stone) {
        synchronized (order) {
            stones.put(visitor, stone);
            order.addLast(visitor);
            if (order.size() > bound) {
                // First told that memory is not all, then taken out: no look-up may fall between.
                complete = false;
                stones.remove(order.removeFirst());
            }
        }
    }
}
