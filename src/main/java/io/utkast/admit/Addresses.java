package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of IPv4 addresses and IPv6 /64s, by a keyed hash: no address is kept. The key lives in this process only and
 * is changed each day; a bucket is carried over, so that the change gives nobody a fresh one.
 */
final class Addresses {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_PREFIX_BYTES = 8;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final Cache<Bucket, Bucket> buckets;
    private final Ticker ticker;
    private final SecureRandom random;
    private volatile Keys keys;

    /** @param refill after which an unused bucket is full again: nothing is lost by forgetting it then */
    Addresses(int maximum, Duration refill, SecureRandom random, Ticker ticker) {
        this.ticker = ticker;
        this.random = random;
        SipHash first = SipHash.random(random);
        keys = new Keys(first, first, ticker.read() + DAY);
        buckets = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfterAccess(refill)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    private record Keys(SipHash current, SipHash previous, long until) {}

    /** Key and value in one, as {@link VisitorState} is. */
    private static final class Bucket extends AtomicLong {
        private final long key;

        Bucket(long key, long arrival) {
            super(arrival);
            this.key = key;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bucket bucket && bucket.key == key;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(key);
        }
    }

    /** The bucket of the address's network, full if it is new. */
    AtomicLong bucket(byte[] address) {
        long now = ticker.read();
        int length = address.length == IPV4_BYTES ? IPV4_BYTES : Math.min(address.length, IPV6_PREFIX_BYTES);
        Keys today = keys(now);
        Bucket probe = new Bucket(today.current.of(address, length), now);
        Bucket known = buckets.getIfPresent(probe);
        if (known != null) {
            return known;
        }
        Bucket before = buckets.asMap().get(new Bucket(today.previous.of(address, length), now));
        if (before != null) {
            probe.set(before.get());
        }
        return buckets.get(probe, Function.identity());
    }

    private Keys keys(long now) {
        Keys seen = keys;
        return now - seen.until < 0 ? seen : rotate(now);
    }

    /** Two threads that find the day over must not both change the key: the first one's buckets would be lost. */
    private synchronized Keys rotate(long now) {
        Keys old = keys;
        if (now - old.until >= 0) {
            keys = new Keys(SipHash.random(random), old.current, now + DAY);
        }
        return keys;
    }

    /** Networks in memory. */
    long size() {
        return buckets.estimatedSize();
    }

    /** How often a network was known already, 0 to 1. */
    double hitRatio() {
        return buckets.stats().hitRate();
    }
}
