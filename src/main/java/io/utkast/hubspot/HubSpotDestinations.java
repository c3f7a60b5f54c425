package io.utkast.hubspot;

import io.utkast.deliver.Destination;
import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.site.Site;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the destination of a portal; needs a running Quarkus for the REST client and the guards. */
public final class HubSpotDestinations {
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Function<SiteKey, Optional<Site>> sites;
    private final Clock clock;
    private final CallLimits limits;
    private final Map<PortalKey, Shadow> shadows = new ConcurrentHashMap<>();

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
        WaitTimes waits = new WaitTimes(clock, portal.quota().timeZone());
        AccessTokens tokens = new AccessTokens(calls, refreshTokens, new TokenReader(portal, waits), clock, RANDOM);
        Contract contract = Contract.of(portal.api().dialect(), portal.api().version());
        HubSpotDestination.Speech speech = new HubSpotDestination.Speech(
                contract, new Renderer(portal, contract.dialect(), sites), new AnswerReader(contract, waits, RANDOM));
        return new HubSpotDestination(speech, tokens, calls, shadow(portal));
    }

    private @Nullable Shadow shadow(Portal portal) {
        Dialect dialect = portal.api().shadow();
        if (dialect == null) {
            return null;
        }
        Shadow shadow = new Shadow(dialect, new Renderer(portal, dialect, sites));
        shadows.put(portal.key(), shadow);
        return shadow;
    }

    /** What the shadow dialects counted, by portal; without those that have none. */
    public Map<PortalKey, ShadowCounts> shadows() {
        return shadows.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().counts()));
    }
}
