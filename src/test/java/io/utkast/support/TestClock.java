package io.utkast.support;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock, and a ticker beside it, that stand still until a test lets time pass. */
public final class TestClock extends Clock {
    public static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private Instant instant;
    private long nanos;

    /** A clock that begins at {@link #START}. */
    public TestClock() {
        this(START);
    }

    public TestClock(Instant start) {
        instant = start;
    }

    public void pass(Duration time) {
        instant = instant.plus(time);
        nanos += time.toNanos();
    }

    /** A ticker that goes with this clock. */
    public Ticker ticker() {
        return () -> nanos;
    }

    @Override
    public Instant instant() {
        return instant;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
