package io.utkast.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts wrong tokens per address: ten in a minute, and further ones are turned away unlooked until the minute is over.
 * It never hinders a right token, so nobody can lock the operator out.
 */
final class WrongTries {
    static final int ALLOWED = 10;
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** Under a flood from more addresses than this the least used are forgotten; the token has to be strong anyway. */
    private static final int MAXIMUM_ADDRESSES = 10_000;

    private final Cache<String, Tries> addresses;
    private final Ticker ticker;

    private record Tries(int count, long firstNanos) {}

    WrongTries(Ticker ticker) {
        this.ticker = ticker;
        this.addresses = Caffeine.newBuilder()
                .maximumSize(MAXIMUM_ADDRESSES)
                .expireAfterWrite(MINUTE)
                .ticker(ticker)
                .build();
    }

    /** Notes a wrong try; the time until the address may try again, if it did so too often. */
    Optional<Duration> note(String address) {
        long now = ticker.read();
        Tries tries = addresses.asMap().merge(address, new Tries(1, now), (before, first) -> {
            boolean over = now - before.firstNanos() >= MINUTE.toNanos();
            return over ? first : new Tries(Math.min(before.count(), ALLOWED) + 1, before.firstNanos());
        });
        return tries.count() <= ALLOWED ? Optional.empty() : Optional.of(MINUTE.minusNanos(now - tries.firstNanos()));
    }
}
