package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.Visitor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The visitors of the last day, by the site's domain and the utk: one bounded cache for all that is remembered of a pair.
 * A subdomain that somebody invents is no new visitor. When it is full, who came once goes before who comes often.
 */
public final class Visitors {
    private static final int UTK_BYTES = 32;

    /** A full bucket has nothing to remember; counts and a revocation are worth a day. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final Cache<VisitorState, VisitorState> states;
    private final Ticker ticker;
    /** Keyed, so that nobody can choose utks that collide, and a heap dump tells none. */
    private final SipHash hash;

    /** A memory of at most so many visitors. */
    public Visitors(int maximum, SecureRandom random, Ticker ticker) {
        this.ticker = ticker;
        hash = SipHash.random(random);
        states = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfterAccess(KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** Events of one visitor that were admitted and refused since it is remembered, each counted up to 32,767. */
    public record Counts(int accepted, int refused) {}

    /** The visitor's state, made if there is none. */
    VisitorState of(Visitor visitor) {
        return states.get(probe(visitor), Function.identity());
    }

    /** The visitor's state if it is remembered. */
    @Nullable
    VisitorState ifKnown(Visitor visitor) {
        return states.getIfPresent(probe(visitor));
    }

    /** What was counted of the visitor, empty if it is not remembered. */
    public Optional<Counts> counts(Visitor visitor) {
        return Optional.ofNullable(ifKnown(visitor)).map(VisitorState::counts);
    }

    /** Forgets the visitor, its counts and its last word on consent. */
    public void forget(Visitor visitor) {
        states.invalidate(probe(visitor));
    }

    /** Visitors in memory. */
    public long size() {
        return states.estimatedSize();
    }

    /** How often a visitor was known already, 0 to 1. */
    public double hitRatio() {
        return states.stats().hitRate();
    }

    private VisitorState probe(Visitor visitor) {
        String utk = visitor.utk().value();
        byte[] pair = new byte[UTK_BYTES + Integer.BYTES];
        for (int i = 0; i < UTK_BYTES; i++) {
            pair[i] = (byte) utk.charAt(i);
        }
        int domain = visitor.domain().hashCode();
        for (int i = UTK_BYTES; i < pair.length; i++) {
            pair[i] = (byte) domain;
            domain >>>= Byte.SIZE;
        }
        return new VisitorState(hash.of(pair, pair.length), ticker.read());
    }
}
