package io.utkast.deliver;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What a lane counted since the start of the process. */
final class Tally {
    final LongAdder requests = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final AtomicInteger inFlight = new AtomicInteger();
    final Delays delays = new Delays();

    double eventsPerRequest() {
        long sent = requests.sum();
        return sent == 0 ? 0 : (double) delivered.sum() / sent;
    }
}
