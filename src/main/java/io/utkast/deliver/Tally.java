package io.utkast.deliver;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a lane counted since the start of the process. */
final class Tally {
    final LongAdder requests = new LongAdder();
    final Map<Answered, LongAdder> answers = new EnumMap<>(Answered.class);
    final Throughput throughput = new Throughput();
    final LongAdder delivered = new LongAdder();
    final AtomicInteger inFlight = new AtomicInteger();
    final Delays delays = new Delays();

    Tally() {
        // All of them now: the map is never changed again, so that threads may share it.
        for (Answered answered : Answered.values()) {
            answers.put(answered, new LongAdder());
        }
    }

    void answered(Outcome outcome) {
        requests.increment();
        LongAdder count = answers.get(Answered.of(outcome));
        if (count != null) {
            count.increment();
        }
    }

    /** Requests by how they ended. */
    Map<Answered, Long> byAnswer() {
        Map<Answered, Long> counts = new EnumMap<>(Answered.class);
        answers.forEach((answered, count) -> counts.put(answered, count.sum()));
        return counts;
    }

    double eventsPerRequest() {
        long sent = requests.sum();
        return sent == 0 ? 0 : (double) delivered.sum() / sent;
    }
}
