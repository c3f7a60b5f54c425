package io.utkast.admin.receipts;

import io.utkast.admit.EventVerdict;
import io.utkast.collect.Handled;
import io.utkast.event.BrowserEvent;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Reason;
import io.utkast.event.Receipt;
import io.utkast.event.SiteKey;
import io.utkast.event.Visitor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest verdicts, in a ring: each new one takes the place of the oldest. Of a refused event nothing but its type is
 * kept, as no rule has cleaned it.
 */
public final class LiveTail {
    private static final int SIZE = 4096;

    private final AtomicReferenceArray<@Nullable Line> ring = new AtomicReferenceArray<>(SIZE);
    private final AtomicLong next = new AtomicLong();
    private final Clock clock;

    public LiveTail(Clock clock) {
        this.clock = clock;
    }

    /**
     * One event's verdict.
     *
     * @param type null if it was none
     * @param at when the event happened, null if it was refused
     * @param url cleaned, null if there is none or the event was refused
     * @param verdict {@code accepted}, {@code duplicate} or a reason's code
     */
    record Line(
            SiteKey site,
            @Nullable Visitor visitor,
            Receipt receipt,
            @Nullable String type,
            @Nullable Instant at,
            @Nullable String url,
            String verdict,
            long receivedAt) {}

    /** Notes an answered request. */
    public void note(Handled handled) {
        long now = clock.millis();
        for (int i = 0; i < handled.verdicts().size(); i++) {
            add(
                    switch (handled.verdicts().get(i)) {
                        case EventVerdict.Admitted(QueuedEvent event) -> admitted(handled, event, now);
                        case EventVerdict.Refused(Reason reason) ->
                            new Line(
                                    handled.site().key(),
                                    handled.visitor(),
                                    handled.receipt(),
                                    type(handled.candidates().get(i).type()),
                                    null,
                                    null,
                                    reason.code(),
                                    now);
                    });
        }
    }

    private static Line admitted(Handled handled, QueuedEvent queued, long now) {
        BrowserEvent event = queued.event();
        return new Line(
                queued.site(),
                queued.visitor(),
                queued.receipt(),
                event.type().value(),
                event.at(),
                event.url(),
                handled.isStored(queued) ? "accepted" : "duplicate",
                now);
    }

    private static @Nullable String type(@Nullable String written) {
        return written != null && EventType.isValid(written) ? written : null;
    }

    private void add(Line line) {
        ring.set((int) (next.getAndIncrement() % SIZE), line);
    }

    /** Up to {@code limit} wanted lines, the newest first. */
    List<Line> latest(Predicate<Line> wanted, int limit) {
        List<Line> lines = new ArrayList<>();
        long newest = next.get() - 1;
        for (long i = newest; i >= 0 && i > newest - SIZE && lines.size() < limit; i--) {
            Line line = ring.get((int) (i % SIZE));
            if (line != null && wanted.test(line)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Forgets the visitor's lines; says how many there were. */
    public int forget(Visitor visitor) {
        int forgotten = 0;
        for (int i = 0; i < SIZE; i++) {
            Line line = ring.get(i);
            if (line != null && visitor.equals(line.visitor()) && ring.compareAndSet(i, line, null)) {
                forgotten++;
            }
        }
        return forgotten;
    }
}
