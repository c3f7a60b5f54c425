package io.utkast.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Spreads the portal's daily requests over the day: at any time as many may have been sent as lie below a straight line
 * from nothing at midnight to all at the next. What a quiet morning leaves below the line may be sent at once later.
 *
 * <p>HubSpot counts from midnight to midnight of the account's time zone, all private apps of the account together.
 */
final class DailyBudget {
    /** What may be sent ahead of the line: a quarter of an hour's worth, or a first event would wait at midnight. */
    private static final int HEAD_STARTS_A_DAY = 96;

    /** The part of the day's requests that late events must leave to fresh ones, whatever the time. */
    private static final double KEPT_FOR_FRESH = 0.03;

    private final LaneSettings.Daily granted;
    private final int usable;
    private LocalDate day = LocalDate.EPOCH;
    private long used;

    /**
     * A budget of which nothing is used.
     *
     * @param reserve the share of it, 0 to 1, left to other programs
     */
    DailyBudget(LaneSettings.Daily granted, double reserve) {
        this.granted = granted;
        this.usable = Math.max(1, (int) Math.floor(granted.requests() * (1 - reserve)));
    }

    /** When the day began that HubSpot counts in. */
    Instant midnight(Instant now) {
        return start(dayOf(now));
    }

    /** Takes over what the processes before this one used today. */
    synchronized void seed(long usedToday, Instant now) {
        day = dayOf(now);
        used = usedToday;
    }

    synchronized boolean tryAcquire(Instant now) {
        if (untilFree(now).isPositive()) {
            return false;
        }
        used++;
        return true;
    }

    /** A request that was acquired was not sent. */
    synchronized void cancelled() {
        used = Math.max(0, used - 1);
    }

    /** How long until a request may be sent; zero if one may. */
    synchronized Duration untilFree(Instant now) {
        return untilFree(now, 0);
    }

    /** How long until a request may be spent on late events; zero if one may. */
    synchronized Duration untilFreeForLate(Instant now) {
        return untilFree(now, Math.ceil(usable * KEPT_FOR_FRESH));
    }

    private Duration untilFree(Instant now, double kept) {
        if (!day.equals(dayOf(now))) {
            day = dayOf(now);
            used = 0;
        }
        Instant start = start(day);
        Instant end = start(day.plusDays(1));
        double needed = used + 1 + kept;
        if (needed > usable) {
            return Duration.between(now, end);
        }
        double head = Math.max(1, (double) usable / HEAD_STARTS_A_DAY);
        double part = Math.max(0, (needed - head) / usable);
        long millis = (long) Math.ceil(Duration.between(start, end).toMillis() * part);
        Duration left = Duration.between(now, start.plusMillis(millis));
        return left.isPositive() ? left : Duration.ZERO;
    }

    /** HubSpot's limit and what this gateway used of it today. */
    synchronized LaneStatus.DailyUse use(Instant now) {
        return new LaneStatus.DailyUse(granted.requests(), day.equals(dayOf(now)) ? used : 0);
    }

    private LocalDate dayOf(Instant now) {
        return now.atZone(granted.zone()).toLocalDate();
    }

    /** The first moment of the day: where clocks are put forward at midnight, that is an hour later. */
    private Instant start(LocalDate date) {
        return date.atStartOfDay(granted.zone()).toInstant();
    }
}
