package io.utkast.hubspot;

import java.time.Duration;

/**
 * How long and how many: the bounds on requests to one portal.
 *
 * @param request from sending to the whole answer
 * @param parallel requests at once; more than the lane's own bound, so that it is only a last resort
 * @param breakerVolume how many latest requests the breaker judges; it opens when three quarters of them failed
 * @param breakerDelay how long the breaker stays open
 */
public record CallLimits(Duration connect, Duration request, int parallel, int breakerVolume, Duration breakerDelay) {

    /** HubSpot's edge gives up after 100 s; an answer that takes 30 s is as good as none. */
    public static final CallLimits DEFAULT =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 16, 12, Duration.ofSeconds(5));
}
