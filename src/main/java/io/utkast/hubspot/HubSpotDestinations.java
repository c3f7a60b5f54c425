package io.utkast.hubspot;

import io.utkast.deliver.Destination;
import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.site.Site;
import java.security.SecureRandom;
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
    private final Map<PortalKey, Installation> installations = new ConcurrentHashMap<>();

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
        GuardedCalls calls = new GuardedCalls(portal, limits);
        TokenReader reader = new TokenReader(portal, waits(portal));
        AccessTokens tokens = new AccessTokens(calls, refreshTokens, reader, clock, RANDOM);
        installations.put(portal.key(), new Installation(portal, calls, reader, tokens, new SecureRandom()));
        return destination(portal, tokens, calls);
    }

    Destination of(Portal portal, RefreshTokens refreshTokens, HubSpotCalls calls) {
        TokenReader reader = new TokenReader(portal, waits(portal));
        return destination(portal, new AccessTokens(calls, refreshTokens, reader, clock, RANDOM), calls);
    }

    private Destination destination(Portal portal, AccessTokens tokens, HubSpotCalls calls) {
        Contract contract = Contract.of(portal.api().dialect(), portal.api().version());
        HubSpotDestination.Speech speech = new HubSpotDestination.Speech(
                contract,
                new Renderer(portal, contract.dialect(), sites),
                new AnswerReader(contract, waits(portal), RANDOM));
        return new HubSpotDestination(speech, tokens, calls, shadow(portal));
    }

    private WaitTimes waits(Portal portal) {
        return new WaitTimes(clock, portal.quota().timeZone());
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

    /** How the app comes into a portal whose destination was made; it shares that one's tokens. */
    public Optional<Installation> installation(PortalKey portal) {
        return Optional.ofNullable(installations.get(portal));
    }

    /** What the shadow dialects counted, by portal; without those that have none. */
    public Map<PortalKey, ShadowCounts> shadows() {
        return shadows.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().counts()));
    }
}
