package io.utkast.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The sandbox's time: the real one, moved by as much as a test asked for. Token lifetimes, windows and timestamps follow. */
final class MovableClock extends Clock {
    private final Clock base;
    private volatile Duration offset = Duration.ZERO;

    MovableClock(Clock base) {
        this.base = base;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset);
    }

    @Override
    public long millis() {
        return base.millis() + offset.toMillis();
    }

    Duration offset() {
        return offset;
    }

    void offset(Duration moved) {
        offset = moved;
    }

    void set(Instant now) {
        offset = Duration.between(base.instant(), now);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        MovableClock other = new MovableClock(base.withZone(zone));
        other.offset(offset);
        return other;
    }
}
