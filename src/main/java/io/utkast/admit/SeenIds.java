package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ids as 64-bit keyed hashes, in up to four generations of a quarter of the bound each; the oldest goes as a whole. So one
 * id costs about 17 bytes, where an entry of a cache costs more than 100, and it is remembered for {@code keep} and up to
 * a third more, or until so many newer ones came.
 *
 * <p>Two of a million ids share a hash with a chance of 1 in 10^13 for each look-up.
 */
final class SeenIds {
    private static final int GENERATIONS = 4;

    /** An age at which a generation ends: three whole ones and an open one cover the time to keep. */
    private static final int PARTS = GENERATIONS - 1;

    private final Deque<Generation> generations = new ArrayDeque<>();
    private final SipHash hash;
    private final Ticker ticker;
    private final int perGeneration;
    private final long keep;
    private boolean cutByNumber;

    SeenIds(int maximum, Duration keep, SecureRandom random, Ticker ticker) {
        hash = SipHash.random(random);
        this.ticker = ticker;
        perGeneration = Math.max(1, maximum / GENERATIONS);
        this.keep = keep.toNanos();
        generations.addFirst(new Generation(ticker.read()));
    }

    private static final class Generation {
        private final LongSet ids = new LongSet();
        private final long openedAt;
        private long closedAt = Long.MAX_VALUE;

        Generation(long openedAt) {
            this.openedAt = openedAt;
        }
    }

    /** How far back the memory reaches, and whether the number of ids bounds it instead of the time. */
    record Reach(Duration back, boolean boundByNumber) {}

    long fingerprint(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        return hash.of(bytes, bytes.length);
    }

    synchronized boolean contains(long fingerprint) {
        turn();
        for (Generation generation : generations) {
            if (generation.ids.contains(fingerprint)) {
                return true;
            }
        }
        return false;
    }

    synchronized void add(long fingerprint) {
        turn();
        Generation newest = generations.getFirst();
        if (newest.ids.size() >= perGeneration) {
            newest = open(newest);
        }
        newest.ids.add(fingerprint);
    }

    synchronized int size() {
        turn();
        return generations.stream().mapToInt(one -> one.ids.size()).sum();
    }

    synchronized Reach reach() {
        turn();
        long back = Math.min(keep, ticker.read() - generations.getLast().openedAt);
        return new Reach(Duration.ofNanos(back), cutByNumber);
    }

    /** Ends the open generation when it is old, and drops those that ended a whole time ago. */
    private void turn() {
        long now = ticker.read();
        while (generations.size() > 1 && now - generations.getLast().closedAt >= keep) {
            generations.removeLast();
            cutByNumber = false;
        }
        Generation newest = generations.getFirst();
        if (now - newest.openedAt >= keep / PARTS && newest.ids.size() > 0) {
            open(newest);
        }
    }

    private Generation open(Generation newest) {
        long now = ticker.read();
        newest.closedAt = now;
        Generation next = new Generation(now);
        generations.addFirst(next);
        if (generations.size() > GENERATIONS) {
            generations.removeLast();
            cutByNumber = true;
        }
        return next;
    }
}
