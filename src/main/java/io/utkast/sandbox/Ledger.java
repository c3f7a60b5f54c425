package io.utkast.sandbox;

import io.utkast.sandbox.Refusal.Problem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a witness needs: how often each event id was sent, accepted and refused, and the latest refusals. A send that met a
 * fault or the request limit is neither accepted nor refused. Bounded: the id that did not arrive for the longest time goes
 * first, and long texts are cut.
 */
final class Ledger {
    private static final int REFUSALS = 100;
    /** Longer than any id that is taken. */
    private static final int LENGTH = 600;

    private static final int PROBLEMS = 10;

    private final Capacity capacity;
    private final LinkedHashMap<String, Tally> byId = new LinkedHashMap<>();
    private final Deque<Refused> latest = new ArrayDeque<>();
    private long forgotten;

    /** How often one id arrived, and what became of it. */
    record Tally(int sends, int accepted, int refused) {
        static final Tally NONE = new Tally(0, 0, 0);

        Tally unanswered() {
            return new Tally(sends + 1, accepted, refused);
        }

        Tally took() {
            return new Tally(sends + 1, accepted + 1, refused);
        }

        Tally refusedOnce() {
            return new Tally(sends + 1, accepted, refused + 1);
        }
    }

    /** One refusal, with its reason. */
    record Refused(Instant at, Refusal refusal) {
        static Refused of(Instant at, Refusal from) {
            List<Problem> problems = from.problems().stream()
                    .limit(PROBLEMS)
                    .map(problem -> new Problem(problem.row(), cut(problem.text())))
                    .toList();
            return new Refused(
                    at,
                    new Refusal(
                            from.status(),
                            from.category(),
                            cut(from.id()),
                            cut(from.message()),
                            problems,
                            from.rows()));
        }
    }

    Ledger(Capacity capacity) {
        this.capacity = capacity;
    }

    /** Sent, but a fault or the request limit answered. */
    synchronized void unanswered(String id) {
        put(id, tally(id).unanswered());
    }

    synchronized void accepted(String id) {
        put(id, tally(id).took());
    }

    synchronized void refused(Refusal refusal, Instant at) {
        put(refusal.id(), tally(refusal.id()).refusedOnce());
        latest.addFirst(Refused.of(at, refusal));
        if (latest.size() > REFUSALS) {
            latest.removeLast();
        }
    }

    /** Refused with a batch that was refused as a whole for another event's sake. */
    synchronized void refusedWithOthers(String id) {
        put(id, tally(id).refusedOnce());
    }

    synchronized Tally tally(String id) {
        return byId.getOrDefault(cut(id), Tally.NONE);
    }

    synchronized Map<String, Tally> all() {
        return new LinkedHashMap<>(byId);
    }

    /** The newest first. */
    synchronized List<Refused> latest(int count) {
        return new ArrayList<>(latest).subList(0, Math.min(count, latest.size()));
    }

    /** How many ids went because the bound was reached. */
    synchronized long forgotten() {
        return forgotten;
    }

    synchronized void clear() {
        byId.clear();
        latest.clear();
        forgotten = 0;
    }

    private static String cut(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH);
    }

    private void put(String id, Tally tally) {
        byId.putLast(cut(id), tally);
        while (byId.size() > capacity.events()) {
            byId.pollFirstEntry();
            forgotten++;
        }
    }
}
