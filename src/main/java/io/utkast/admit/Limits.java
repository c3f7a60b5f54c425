package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.SiteKey;
import io.utkast.event.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The limits of visitors, addresses and sites. A refused request takes from none of them. */
public final class Limits {
    private final @Nullable Rule<VisitorKey> visitors;
    private final @Nullable Rule<AddressKey> addresses;
    private final @Nullable Rule<SiteKey> sites;
    private final Ticker ticker;

    /** A limiter with the bounds of the configuration. */
    public Limits(LimitsConfig config, Ticker ticker) {
        this.ticker = ticker;
        visitors = rule(config.visitor(), config.maximumVisitors());
        addresses = rule(config.address(), config.maximumVisitors());
        sites = rule(config.site(), config.maximumVisitors());
    }

    /** Which limit a request is over. */
    public enum Scope {
        /** The visitor's. */
        VISITOR,
        /** The address's. */
        ADDRESS,
        /** The site's. */
        SITE
    }

    /** A request over its limit, and how long until it would pass. */
    public record Over(Scope scope, Duration retryAfter) {}

    /**
     * Takes the cost from the visitor's, the address's and the site's bucket, or from none.
     *
     * @param visitor null if the request tells none
     * @param address null if the address is not to be limited
     * @return null if the request is within all limits
     */
    @Nullable
    Over acquire(@Nullable VisitorKey visitor, @Nullable AddressKey address, SiteKey site, int cost) {
        List<Taken> taken = new ArrayList<>(3);
        Over over = visitor == null ? null : acquire(visitors, visitor, cost, Scope.VISITOR, taken);
        if (over == null && address != null) {
            over = acquire(addresses, address, cost, Scope.ADDRESS, taken);
        }
        if (over == null) {
            over = acquire(sites, site, cost, Scope.SITE, taken);
        }
        if (over != null) {
            taken.forEach(one -> one.gcra.refund(one.state, cost));
        }
        return over;
    }

    /** Forgets the visitor's bucket; says whether there was one. */
    public boolean forget(Visitor visitor) {
        return visitors != null && visitors.buckets.asMap().remove(VisitorKey.of(visitor)) != null;
    }

    /** Visitors in memory. */
    public long visitors() {
        return visitors == null ? 0 : visitors.buckets.estimatedSize();
    }

    /** How often a visitor was known already, 0 to 1. */
    public double visitorHitRatio() {
        return visitors == null ? 0 : visitors.buckets.stats().hitRate();
    }

    private record Taken(Gcra gcra, AtomicLong state) {}

    private record Rule<K>(Gcra gcra, Cache<K, AtomicLong> buckets) {}

    private <K> @Nullable Over acquire(@Nullable Rule<K> rule, K key, int cost, Scope scope, List<Taken> taken) {
        if (rule == null) {
            return null;
        }
        long now = ticker.read();
        AtomicLong state = rule.buckets.get(key, absent -> new AtomicLong(now));
        long nanos = rule.gcra.acquire(state, cost, now);
        if (nanos > 0) {
            return new Over(scope, Duration.ofNanos(nanos));
        }
        taken.add(new Taken(rule.gcra, state));
        return null;
    }

    private <K> @Nullable Rule<K> rule(LimitsConfig.Limit limit, int maximum) {
        if (!limit.enabled()) {
            return null;
        }
        // A bucket that was left alone for one refill is full again: nothing is lost by forgetting it.
        return new Rule<>(
                new Gcra(limit.events(), limit.per()),
                Caffeine.newBuilder()
                        .maximumSize(maximum)
                        .expireAfterAccess(limit.per())
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .recordStats()
                        .build());
    }
}
