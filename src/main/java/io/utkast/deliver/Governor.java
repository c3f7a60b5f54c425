package io.utkast.deliver;

import io.utkast.outbox.LaneMemory;
import io.utkast.outbox.Wanted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says when the next request may be sent, and on which events: the rolling window and the day's budget together. */
final class Governor {
    /** One take in so many serves late events first. */
    private static final int LATE_TURN = 20;

    private final QuotaWindow window;
    private final @Nullable DailyBudget daily;
    private int takes;

    Governor(LaneSettings.Quota granted) {
        window = new QuotaWindow(granted);
        daily = granted.daily() == null ? null : new DailyBudget(granted.daily(), granted.reserve());
    }

    /** Takes over what HubSpot told and what the process before this one sent. */
    void prepare(PatientOutbox outbox, LaneMemory memory, Instant now) {
        LaneMemory.Learnt learnt = memory.learnt();
        if (learnt != null) {
            window.learn(new QuotaSeen(learnt.requests(), null, learnt.per()), now);
        }
        Duration back = window.per().plus(QuotaWindow.MARGIN).plus(QuotaWindow.TRAVEL);
        // All is read before anything is counted: who fails half-way comes again, and must not count twice.
        long today = daily == null ? 0 : outbox.countRequests(daily.midnight(now));
        window.seed(outbox.requestsSince(now.minus(back)), now);
        if (daily != null) {
            daily.seed(today, now);
        }
    }

    /** Takes a request if one is free; it has to be given back by {@link #replied} or {@link #cancelled}. */
    boolean tryAcquire(Instant now) {
        if (daily != null && !daily.tryAcquire(now)) {
            return false;
        }
        boolean acquired = window.tryAcquire(now);
        if (!acquired && daily != null) {
            daily.cancelled();
        }
        return acquired;
    }

    /** The answer is here, or will never be. */
    void replied(QuotaSeen seen, Instant now) {
        window.learn(seen, now);
        window.replied(now);
    }

    /** The request was not sent after all. */
    void cancelled() {
        window.cancelled();
        if (daily != null) {
            daily.cancelled();
        }
    }

    /** How long until a request is free by time alone; zero if one is. */
    Duration untilFree(Instant now) {
        Duration rolling = window.untilFree(now);
        Duration paced = untilPaceAllows(now);
        return rolling.compareTo(paced) > 0 ? rolling : paced;
    }

    /** How long the day's budget alone makes the lane wait. */
    Duration untilPaceAllows(Instant now) {
        return daily == null ? Duration.ZERO : daily.untilFree(now);
    }

    /** How long until late events may be taken. */
    Duration untilFreeForLate(Instant now) {
        return daily == null ? Duration.ZERO : daily.untilFreeForLate(now);
    }

    /** Which events the next request is for. Called by the lane's loop only. */
    Wanted wanted(Instant now) {
        takes++;
        if (untilFreeForLate(now).isPositive()) {
            return Wanted.FRESH_ONLY;
        }
        return takes % LATE_TURN == 0 ? Wanted.LATE_FIRST : Wanted.FRESH_FIRST;
    }

    LaneMemory.@Nullable Learnt learnt() {
        return window.learnt();
    }

    LaneStatus.QuotaUse use(Instant now) {
        return new LaneStatus.QuotaUse(
                window.limit(),
                window.per(),
                window.used(now),
                window.usable(now),
                window.others(now),
                daily == null ? null : daily.use(now));
    }
}
