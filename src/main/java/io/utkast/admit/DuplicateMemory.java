package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.DeliveryId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which events were taken. An event is <em>pending</em> while its commit runs and <em>seen</em> only once that
 * succeeded: else a failed commit would turn the sender's retry into a duplicate of nothing.
 *
 * <p>Keyed by {@link DeliveryId}, which is a function of site, utk and event id. The pending ones are bounded by what the
 * outbox lets wait, the seen ones by {@code utkast.duplicates}.
 */
public final class DuplicateMemory {
    private final Map<DeliveryId, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();
    private final Cache<DeliveryId, Boolean> seen;

    /** A memory with the bounds of the configuration. */
    public DuplicateMemory(DuplicatesConfig config, Ticker ticker) {
        seen = Caffeine.newBuilder()
                .maximumSize(config.maximum())
                .expireAfterWrite(config.keep())
                .ticker(ticker)
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** What a claim came to. */
    public sealed interface Claim {
        /** It is the first copy: end the claim by {@link #confirm} or {@link #withdraw}. */
        record First() implements Claim {}

        /** A copy is durable already. */
        record Seen() implements Claim {}

        /** A twin's commit is running: claim again when it has ended, either way. */
        record Wait(CompletableFuture<Void> ended) implements Claim {}
    }

    /** Claims the event for the caller's commit. */
    public Claim claim(DeliveryId id) {
        if (seen.getIfPresent(id) != null) {
            return new Claim.Seen();
        }
        CompletableFuture<Void> twin = pending.putIfAbsent(id, new CompletableFuture<>());
        if (twin != null) {
            return new Claim.Wait(twin);
        }
        // A twin may have been confirmed between the two look-ups: it stands in `seen` before it leaves `pending`.
        if (seen.asMap().containsKey(id)) {
            end(List.of(id));
            return new Claim.Seen();
        }
        return new Claim.First();
    }

    /** The claimed events are durable. */
    public void confirm(List<DeliveryId> ids) {
        ids.forEach(id -> seen.put(id, Boolean.TRUE));
        end(ids);
    }

    /** The claimed events were not taken. */
    public void withdraw(List<DeliveryId> ids) {
        end(ids);
    }

    /** Forgets seen events; says how many there were. */
    public int forget(List<DeliveryId> ids) {
        return (int) ids.stream().filter(id -> seen.asMap().remove(id) != null).count();
    }

    /** Ends all claims before it wakes anybody: who wakes must not find the next event of the same request pending. */
    private void end(List<DeliveryId> ids) {
        List<CompletableFuture<Void>> ended = new ArrayList<>(ids.size());
        for (DeliveryId id : ids) {
            @Nullable CompletableFuture<Void> claim = pending.remove(id);
            if (claim != null) {
                ended.add(claim);
            }
        }
        ended.forEach(claim -> claim.complete(null));
    }

    /** How often a look-up found its event, 0 to 1. */
    public double hitRatio() {
        return seen.stats().hitRate();
    }

    /** Seen events in memory. */
    public long size() {
        return seen.estimatedSize();
    }
}
