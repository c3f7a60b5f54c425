package io.utkast.sandbox;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** An account at work: its contacts, its request limit, and what a witness asks for. */
final class Portal {
    private final Account account;
    private final Clock clock;
    private final Knobs knobs;
    private final Crm crm;
    private final Ledger ledger;
    private final WindowMeter meter;
    private volatile RollingLimit limit;
    private volatile Counters counters = new Counters();

    /** Counters since the start or the last reset. */
    static final class Counters {
        final LongAdder requests = new LongAdder();
        final LongAdder rateLimited = new LongAdder();
        final LongAdder taken = new LongAdder();
        final LongAdder repeated = new LongAdder();
        final LongAdder refused = new LongAdder();
    }

    Portal(Account account, Clock clock, Knobs knobs, Capacity capacity) {
        this.account = account;
        this.clock = clock;
        this.knobs = knobs;
        this.crm = new Crm(clock, capacity, account.properties());
        this.ledger = new Ledger(capacity);
        this.meter = new WindowMeter(clock, knobs);
        this.limit = freshLimit();
    }

    Account account() {
        return account;
    }

    Crm crm() {
        return crm;
    }

    Ledger ledger() {
        return ledger;
    }

    WindowMeter meter() {
        return meter;
    }

    RollingLimit limit() {
        return limit;
    }

    /** Takes over the knobs for requests and window; what was used is forgotten, and so after a jump back in time. */
    void newLimit() {
        limit = freshLimit();
        meter.newWindow();
    }

    Counters counters() {
        return counters;
    }

    void reset() {
        crm.clear();
        ledger.clear();
        meter.clear();
        limit = freshLimit();
        counters = new Counters();
    }

    private RollingLimit freshLimit() {
        return new RollingLimit(clock, knobs.get(Knob.REQUESTS), knobs.get(Knob.PER));
    }
}
