package io.utkast.admit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.event.DeliveryId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
    private final SeenIds seen;
    private final LongAdder lookups = new LongAdder();
    private final LongAdder hits = new LongAdder();

    /** A memory with the bounds of the configuration. */
    public DuplicateMemory(DuplicatesConfig config, SecureRandom random, Ticker ticker) {
        seen = new SeenIds(config.maximum(), config.keep(), random, ticker);
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

    /**
     * Claims the event for the caller's commit. It is claimed before it is looked for among the seen ones: a twin stands
     * there before it leaves the pending ones, so that one look is enough, and a look costs more than a claim.
     */
    public Claim claim(DeliveryId id) {
        CompletableFuture<Void> twin = pending.putIfAbsent(id, new CompletableFuture<>());
        if (twin != null) {
            return new Claim.Wait(twin);
        }
        lookups.increment();
        if (seen.contains(seen.fingerprint(id.value()))) {
            hits.increment();
            end(List.of(id));
            return new Claim.Seen();
        }
        return new Claim.First();
    }

    /** The claimed events are durable. */
    public void confirm(List<DeliveryId> ids) {
        for (DeliveryId id : ids) {
            seen.add(seen.fingerprint(id.value()));
        }
        end(ids);
    }

    /** The claimed events were not taken. */
    public void withdraw(List<DeliveryId> ids) {
        end(ids);
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

    /**
     * What the memory holds.
     *
     * @param hitRatio how often a look-up found its event, 0 to 1
     * @param reach how far back it knows every event
     * @param boundByNumber whether that is less than the time to keep, since so many newer events came
     */
    public record Status(long size, double hitRatio, Duration reach, boolean boundByNumber) {}

    /** What the memory holds now. */
    public Status status() {
        SeenIds.Reach reach = seen.reach();
        double ratio = lookups.sum() == 0 ? 0 : (double) hits.sum() / lookups.sum();
        return new Status(seen.size(), ratio, reach.back(), reach.boundByNumber());
    }
}
