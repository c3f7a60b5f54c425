package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.SiteKey;
import io.utkast.event.Visitor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The limits of visitors, addresses and sites. A refused request takes from none of them, and is told a time at which all
 * three would let it pass.
 */
public final class Limits {
    /** An address has many visitors; of those that are pushed out, most have a full bucket anyway. */
    private static final int VISITORS_PER_ADDRESS = 10;

    private final Rule ofVisitor;
    private final Rule ofAddress;
    private final Rule ofSite;
    private final Visitors visitors;
    private final Addresses addresses;
    private final int maximumAddresses;
    /** Bounded by the sites of the configuration. */
    private final Map<SiteKey, AtomicLong> sites = new ConcurrentHashMap<>();

    private final Ticker ticker;

    /** A limiter with the bounds of the configuration. */
    public Limits(LimitsConfig config, Visitors visitors, SecureRandom random, Ticker ticker) {
        this.visitors = visitors;
        this.ticker = ticker;
        ofVisitor = Rule.of(config.visitor());
        ofAddress = Rule.of(config.address());
        ofSite = Rule.of(config.site());
        maximumAddresses = Math.max(1, config.maximumVisitors() / VISITORS_PER_ADDRESS);
        addresses = new Addresses(maximumAddresses, config.address().per(), random, ticker);
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
     * Takes the cost from the address's, the site's and the visitor's bucket, or from none.
     *
     * @param visitor null if the request tells none
     * @param address empty if the address is not to be limited
     * @return null if the request is within all limits
     */
    @Nullable
    Over acquire(@Nullable Visitor visitor, byte[] address, SiteKey site, int cost) {
        long now = ticker.read();
        AtomicLong ofNetwork = address.length == 0 || ofAddress.off() ? null : addresses.bucket(address);
        AtomicLong ofAll = sites.computeIfAbsent(site, absent -> new AtomicLong(now));
        if (ofAddress.take(ofNetwork, cost, now) > 0) {
            return over(Scope.ADDRESS, new Wait(ofNetwork, ofAll, known(visitor), cost, now));
        }
        if (ofSite.take(ofAll, cost, now) > 0) {
            ofAddress.giveBack(ofNetwork, cost);
            return over(Scope.SITE, new Wait(ofNetwork, ofAll, known(visitor), cost, now));
        }
        // Last, since it remembers a visitor that is new: a flood of invented ones ends at the other limits.
        AtomicLong ofOne = visitor == null || ofVisitor.off() ? null : visitors.of(visitor);
        if (ofVisitor.take(ofOne, cost, now) > 0) {
            ofAddress.giveBack(ofNetwork, cost);
            ofSite.giveBack(ofAll, cost);
            return over(Scope.VISITOR, new Wait(ofNetwork, ofAll, ofOne, cost, now));
        }
        return null;
    }

    private @Nullable AtomicLong known(@Nullable Visitor visitor) {
        return visitor == null ? null : visitors.ifKnown(visitor);
    }

    /** Networks of addresses in memory, how many there may be, and how often one was known already, 0 to 1. */
    public record AddressCache(long size, long maximum, double hitRatio) {}

    /** The state of the addresses' cache. */
    public AddressCache addresses() {
        return new AddressCache(addresses.size(), maximumAddresses, addresses.hitRatio());
    }

    /** A retry is worth it only when the last of the three is over. */
    private Over over(Scope scope, Wait wait) {
        long nanos = Math.max(
                ofAddress.waitFor(wait.address, wait.cost, wait.now),
                Math.max(
                        ofSite.waitFor(wait.site, wait.cost, wait.now),
                        ofVisitor.waitFor(wait.visitor, wait.cost, wait.now)));
        return new Over(scope, Duration.ofNanos(Math.max(1, nanos)));
    }

    private record Wait(
            @Nullable AtomicLong address,
            AtomicLong site,
            @Nullable AtomicLong visitor,
            int cost,
            long now) {}

    /** One limit; without a bucket or switched off it lets everything pass. */
    private record Rule(@Nullable Gcra gcra) {
        static Rule of(LimitsConfig.Limit limit) {
            return new Rule(limit.enabled() ? new Gcra(limit.events(), limit.per()) : null);
        }

        boolean off() {
            return gcra == null;
        }

        long take(@Nullable AtomicLong bucket, int cost, long now) {
            return gcra == null || bucket == null ? 0 : gcra.acquire(bucket, cost, now);
        }

        long waitFor(@Nullable AtomicLong bucket, int cost, long now) {
            return gcra == null || bucket == null ? 0 : gcra.waitFor(bucket, cost, now);
        }

        void giveBack(@Nullable AtomicLong bucket, int cost) {
            if (gcra != null && bucket != null) {
                gcra.refund(bucket, cost);
            }
        }
    }
}
