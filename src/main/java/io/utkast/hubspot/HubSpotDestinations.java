package io.utkast.hubspot;

import io.utkast.deliver.Destination;
import io.utkast.event.SiteKey;
import io.utkast.site.Portal;
import io.utkast.site.Site;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes the destination of a portal; needs a running Quarkus for the REST client and the guards. */
public final class HubSpotDestinations {
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Function<SiteKey, Optional<Site>> sites;
    private final Clock clock;
    private final CallLimits limits;

    /**
     * Destinations of the portals of these sites.
     *
     * @param sites looks a site up by its key; empty if the configuration knows it no more
     */
    public HubSpotDestinations(Function<SiteKey, Optional<Site>> sites, Clock clock, CallLimits limits) {
        this.sites = sites;
        this.clock = clock;
        this.limits = limits;
    }

    /** The portal's destination, with a connection pool, guards and an access token of its own. */
    public Destination of(Portal portal, RefreshTokens refreshTokens) {
        return of(portal, refreshTokens, new GuardedCalls(portal, limits));
    }

    Destination of(Portal portal, RefreshTokens refreshTokens, HubSpotCalls calls) {
        WaitTimes waits = new WaitTimes(clock);
        AccessTokens tokens = new AccessTokens(calls, refreshTokens, new TokenReader(portal, waits), clock, RANDOM);
        return new HubSpotDestination(
                new Renderer(portal.key(), sites), tokens, calls, new AnswerReader(waits, RANDOM));
    }
}
