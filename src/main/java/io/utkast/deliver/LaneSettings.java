package io.utkast.deliver;

import io.utkast.event.PortalKey;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How one lane works.
 *
 * @param batchSize events in one request, at most
 * @param linger how long a batch may wait for more events, from the acceptance of its oldest
 * @param maxInFlight requests under way at once
 * @param retry back-off of events and of the lane
 */
public record LaneSettings(
        PortalKey portal, int batchSize, Duration linger, Quota quota, int maxInFlight, Retry retry, Holding holding) {

    /** Eight at once use up HubSpot's 110 requests per 10 s as long as answers take less than 0.7 s. */
    public static final int DEFAULT_IN_FLIGHT = 8;

    public LaneSettings {
        atLeastOne("batch size", batchSize);
        atLeastOne("max in flight", maxInFlight);
    }

    /** Settings with the defaults for everything that the portal does not decide. */
    public static LaneSettings of(PortalKey portal, int batchSize, Duration linger, Quota quota) {
        return new LaneSettings(portal, batchSize, linger, quota, DEFAULT_IN_FLIGHT, Retry.DEFAULT, Holding.DEFAULT);
    }

    /**
     * Requests granted by the portal.
     *
     * @param requests in any window of {@code per}
     * @param reserve the share of it, 0 to 1, left to other programs of the app
     * @param daily requests granted in a day, if the account has such a limit
     */
    public record Quota(
            int requests,
            Duration per,
            double reserve,
            @Nullable Daily daily) {
        public Quota {
            atLeastOne("quota", requests);
            if (reserve < 0 || reserve >= 1) {
                throw new IllegalArgumentException("reserve " + reserve + " is not in 0 (incl.) to 1 (excl.)");
            }
        }

        /** A quota without a daily limit. */
        public Quota(int requests, Duration per, double reserve) {
            this(requests, per, reserve, null);
        }
    }

    /** Requests from midnight to midnight of a time zone. */
    public record Daily(int requests, ZoneId zone) {
        public Daily {
            atLeastOne("daily quota", requests);
        }
    }

    /**
     * Back-off between tries.
     *
     * @param base the most the first retry waits; doubled for each further one
     * @param probe the most a lane waits between two probes of a silent or forbidding HubSpot
     * @param aloneAfter an event tried so often is sent alone, lest it drag others with it for ever
     */
    public record Retry(Duration base, Duration maximum, Duration probe, int aloneAfter) {
        /** A minute between probes notices the end of an outage early and costs nothing. */
        public static final Retry DEFAULT =
                new Retry(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(1), 5);
    }

    /**
     * When refusals are held instead of buried.
     *
     * @param alike so many refusals of the same text in a row hold the event's kind
     * @param suspicion how long a refused event waits for such company before it is buried
     * @param probe the time to the first probe of a held kind; doubled up to {@code maximumProbe}
     */
    public record Holding(int alike, Duration suspicion, Duration probe, Duration maximumProbe) {
        /** Three in a row are no accident; ten seconds are a long time for a lane under load. */
        public static final Holding DEFAULT =
                new Holding(3, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(15));
    }

    private static void atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + " is less than 1");
        }
    }
}
