package io.utkast.collect;

import io.utkast.event.Reason;
import io.utkast.problem.ProblemCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened to the requests of one site since the start. */
public final class SiteCounters {
    /** Why snippets hold events back: the closed list of {@code dropped}. */
    public static final Set<String> DROP_REASONS = Set.of("no-utk", "opted-out", "overflow");

    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();
    private final LongAdder revoked = new LongAdder();
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
    private final Map<ProblemCode, LongAdder> turnedAway = new EnumMap<>(ProblemCode.class);
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    SiteCounters() {
        for (Reason reason : Reason.values()) {
            refused.put(reason, new LongAdder());
        }
        for (ProblemCode code : ProblemCode.values()) {
            turnedAway.put(code, new LongAdder());
        }
    }

    /**
     * The counters at a moment; maps hold only what happened.
     *
     * @param refused events by {@link Reason#code}
     * @param rateLimited events of requests over a limit
     * @param turnedAway requests of which nothing was taken for another cause, by {@link ProblemCode#code}
     * @param dropped what snippets held back, by their reason
     * @param revoked accepted events that were taken back out of the queue, since their visitor took consent back
     */
    public record Snapshot(
            long accepted,
            long duplicates,
            Map<String, Long> refused,
            long rateLimited,
            Map<String, Long> turnedAway,
            Map<String, Long> dropped,
            long revoked) {}

    void taken(int acceptedEvents, int duplicateEvents) {
        accepted.add(acceptedEvents);
        duplicates.add(duplicateEvents);
    }

    void refused(Reason reason) {
        LongAdder adder = refused.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    void turnedAway(ProblemCode code) {
        LongAdder adder = turnedAway.get(code);
        if (adder != null) {
            adder.increment();
        }
    }

    void revoked() {
        revoked.increment();
    }

    void rateLimited(int events) {
        rateLimited.add(events);
    }

    /** Keys come from a closed list, so the map is bounded. */
    void dropped(Map<String, Long> counts) {
        counts.forEach((key, count) ->
                dropped.computeIfAbsent(key, absent -> new LongAdder()).add(count));
    }

    /** The counters now. */
    public Snapshot snapshot() {
        Map<String, Long> refusals = new TreeMap<>();
        refused.forEach((reason, adder) -> putIfAny(refusals, reason.code(), adder));
        Map<String, Long> closed = new TreeMap<>();
        turnedAway.forEach((code, adder) -> putIfAny(closed, code.code(), adder));
        Map<String, Long> drops = new TreeMap<>();
        dropped.forEach((key, adder) -> putIfAny(drops, key, adder));
        return new Snapshot(
                accepted.sum(), duplicates.sum(), refusals, rateLimited.sum(), closed, drops, revoked.sum());
    }

    private static void putIfAny(Map<String, Long> counts, String key, LongAdder adder) {
        if (adder.sum() > 0) {
            counts.put(key, adder.sum());
        }
    }
}
