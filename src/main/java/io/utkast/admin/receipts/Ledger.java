package io.utkast.admin.receipts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.admit.EventVerdict;
import io.utkast.collect.Handled;
import io.utkast.event.DeliveryId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import io.utkast.outbox.ReceiptSearch.Clue;
import io.utkast.outbox.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of each event of the latest requests, in memory: noted when a request is answered, brought up to date when
 * lanes settle. What is older than the bounds, or than the process, is looked for in the outbox.
 */
public final class Ledger {
    /** Some 40 MB of requests with one or two events. */
    public static final int MAXIMUM = 100_000;

    /** An event's id serves each visitor once, and one answer of HubSpot a batch. */
    private static final int MOST_FOUND = 100;

    private static final Map<Reason, Fate> REFUSED = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            REFUSED.put(reason, new Fate.Refused(reason));
        }
    }

    private final Cache<Receipt, Entry> entries;
    private final Clock clock;

    /** A ledger of at most {@code maximum} requests, each kept so long. */
    public Ledger(int maximum, Duration keep, Clock clock, Ticker ticker) {
        this.clock = clock;
        entries = Caffeine.newBuilder()
                .maximumSize(maximum)
                .expireAfterWrite(keep)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** One request. The lines change, each under the entry's lock. */
    record Entry(String site, @Nullable Visitor visitor, long receivedAt, Line[] lines) {}

    /** One event: its id, null if it was not admitted, and its fate. */
    record Line(@Nullable DeliveryId id, @Nullable String type, Fate fate) {
        Line with(Fate newer) {
            return new Line(id, type, newer);
        }
    }

    /** Notes an answered request. */
    public void note(Handled handled) {
        List<EventVerdict> verdicts = handled.verdicts();
        Line[] lines = new Line[verdicts.size()];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = switch (verdicts.get(i)) {
                case EventVerdict.Admitted(QueuedEvent event) ->
                    new Line(
                            event.id(),
                            event.event().type().value(),
                            handled.isStored(event) ? Fate.QUEUED : Fate.DUPLICATE);
                case EventVerdict.Refused(Reason reason) ->
                    new Line(null, null, Objects.requireNonNull(REFUSED.get(reason)));
            };
        }
        entries.put(
                handled.receipt(), new Entry(handled.site().key().value(), handled.visitor(), clock.millis(), lines));
    }

    /** Brings the events up to date that lanes settled. */
    public void settled(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            update(
                    settlement.lease().event(),
                    switch (settlement) {
                        case Settlement.Delivered delivered ->
                            new Fate.Delivered(delivered.correlationId(), delivered.linked());
                        case Settlement.Later later ->
                            new Fate.Queued(later.lease().attempts() + (later.attempted() ? 1 : 0), later.notBefore());
                        case Settlement.Held held -> new Fate.Held(held.why());
                        case Settlement.Dead dead -> new Fate.Dead(dead.cause());
                    });
        }
    }

    /** Brings events up to date that a tombstone took out of the queue. */
    public void dropped(List<QueuedEvent> events) {
        events.forEach(event -> update(event, Fate.REVOKED));
    }

    private void update(QueuedEvent event, Fate fate) {
        Entry entry = entries.getIfPresent(event.receipt());
        if (entry == null) {
            return;
        }
        Line[] lines = entry.lines();
        synchronized (lines) {
            for (int i = 0; i < lines.length; i++) {
                // Of twins in one request the first was stored.
                if (event.id().equals(lines[i].id())) {
                    lines[i] = lines[i].with(fate);
                    return;
                }
            }
        }
    }

    /** The request as it stands now; empty if it is not known, or not any more. */
    Optional<Entry> find(Receipt receipt) {
        return Optional.ofNullable(entries.getIfPresent(receipt)).map(entry -> {
            synchronized (entry.lines()) {
                return new Entry(
                        entry.site(),
                        entry.visitor(),
                        entry.receivedAt(),
                        entry.lines().clone());
            }
        });
    }

    /** The requests that the clue fits, some at most. Looks at all there are. */
    Map<Receipt, Entry> search(Clue clue) {
        Map<Receipt, Entry> found = new HashMap<>();
        for (Map.Entry<Receipt, Entry> entry : entries.asMap().entrySet()) {
            if (found.size() < MOST_FOUND && Clues.fits(clue, entry.getKey(), entry.getValue())) {
                find(entry.getKey()).ifPresent(now -> found.put(entry.getKey(), now));
            }
        }
        return found;
    }

    /** Forgets the visitor's requests; says how many there were. */
    public int forget(Visitor visitor) {
        List<Receipt> own = new ArrayList<>();
        entries.asMap().forEach((receipt, entry) -> {
            if (visitor.equals(entry.visitor())) {
                own.add(receipt);
            }
        });
        entries.invalidateAll(own);
        return own.size();
    }
}
