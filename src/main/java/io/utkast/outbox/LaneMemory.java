package io.utkast.outbox;

import io.utkast.event.EventType;
import io.utkast.event.SiteKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has to know again after a restart.
 *
 * @param rest how long HubSpot asked the lane to rest
 * @param fault the lane's back-off from a silent or forbidding HubSpot
 * @param learnt the quota that HubSpot told, where it is stricter than the configuration
 * @param held the kinds of events that were refused alike
 */
public record LaneMemory(
        boolean paused,
        @Nullable Stop rest,
        @Nullable Stop fault,
        @Nullable Learnt learnt,
        List<HeldKind> held) {

    /** Nothing to remember. */
    public static final LaneMemory NOTHING = new LaneMemory(false, null, null, null, List.of());

    public LaneMemory {
        held = List.copyOf(held);
    }

    /**
     * A time in which the lane does not send freely.
     *
     * @param state the lane's, as stats spell it
     * @param failures in a row, 0 for a rest
     */
    public record Stop(String state, Instant until, int failures, String why) {}

    /** Requests that HubSpot grants in any window of the length. */
    public record Learnt(int requests, Duration per) {}

    /** Events of one type of one site, and why they are held. */
    public record HeldKind(SiteKey site, EventType type, String why) {}
}
