package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.sandbox.Fault.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The faults that were asked for, in order: the first that covers a request and is lucky hits it. */
final class Faults {
    private static final int MAXIMUM = 100;

    private final List<Pending> pending = new ArrayList<>();
    private long happened;

    /** A fault with its own luck. */
    private static final class Pending {
        private final Fault fault;
        private final SplittableRandom random;
        private int hits;

        Pending(Fault fault) {
            this.fault = fault;
            this.random = new SplittableRandom(fault.chance().seed());
        }

        boolean isLucky() {
            double probability = fault.chance().probability();
            return probability >= 1 || random.nextDouble() < probability;
        }

        /** 0: without an end. */
        int left() {
            int times = fault.chance().times();
            return times == 0 ? 0 : times - hits;
        }

        boolean isUsedUp() {
            return fault.chance().times() > 0 && left() == 0;
        }
    }

    /** Adds a fault; false if too many wait already. */
    synchronized boolean add(Fault fault) {
        return pending.size() < MAXIMUM && pending.add(new Pending(fault));
    }

    /** The fault that hits this request; it is used up by that. */
    synchronized Optional<Fault> take(Place place, Optional<Portal> account) {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending one = all.next();
            if (one.fault.target().covers(place, account) && one.isLucky()) {
                one.hits++;
                if (one.isUsedUp()) {
                    all.remove();
                }
                happened++;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }

    synchronized void clear() {
        pending.clear();
    }

    /** Everything back to the start, the count too. */
    synchronized void reset() {
        pending.clear();
        happened = 0;
    }

    synchronized long happened() {
        return happened;
    }

    /** The faults that wait, and how many hits they have left; null: no end. */
    synchronized ArrayNode describe() {
        ArrayNode json = JsonText.object().putArray("faults");
        for (Pending one : pending) {
            Fault fault = one.fault;
            ObjectNode item = json.addObject();
            item.put("name", fault.label());
            item.put("on", Form.kebab(fault.target().on()));
            item.put("hub", fault.target().hub());
            item.put("when", Form.kebab(fault.when()));
            item.put("delayMs", fault.answer().delayMillis());
            item.put("probability", fault.chance().probability());
            item.put("left", one.left() == 0 ? null : one.left());
            item.put("hits", one.hits);
        }
        return json;
    }
}
