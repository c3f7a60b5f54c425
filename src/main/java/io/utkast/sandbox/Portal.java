package io.utkast.sandbox;

import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** An account at work: its contacts, its request limit and its counters. */
final class Portal {
    private final Account account;
    private final Crm crm;
    private final RollingLimit limit;
    private volatile Counters counters = new Counters();

    /** Counters since the start or the last reset. */
    static final class Counters {
        final LongAdder requests = new LongAdder();
        final LongAdder rateLimited = new LongAdder();
        final LongAdder taken = new LongAdder();
        final LongAdder repeated = new LongAdder();
        final LongAdder refused = new LongAdder();
    }

    Portal(Account account, Clock clock, SandboxConfig config) {
        this.account = account;
        this.crm = new Crm(clock, config.maximum());
        this.limit = new RollingLimit(clock, config.requests(), config.per());
    }

    Account account() {
        return account;
    }

    Crm crm() {
        return crm;
    }

    RollingLimit limit() {
        return limit;
    }

    Counters counters() {
        return counters;
    }

    void reset() {
        crm.clear();
        limit.clear();
        counters = new Counters();
    }
}
