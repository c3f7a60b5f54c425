package io.utkast.sandbox;

import io.utkast.sandbox.RollingLimit.Reading;
import io.utkast.sandbox.Tokens.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who may come in: the bearer token, then the account's request limit, then the scopes. */
final class Gate {
    /** The scopes of which one is enough for events: {@code timeline}, and those that the specification names beside it. */
    static final Set<String> EVENTS = Set.of(
            Account.TIMELINE,
            "timeline.write",
            "crm.objects.contacts.write",
            "crm.objects.companies.write",
            "crm.objects.deals.write",
            "tickets");

    private static final String BEARER = "bearer ";

    private final Tokens tokens;
    private final Portals portals;
    private final Failures failures;
    private final Knobs knobs;
    private final Clock clock;

    Gate(Tokens tokens, Portals portals, Failures failures, Knobs knobs, Clock clock) {
        this.tokens = tokens;
        this.portals = portals;
        this.failures = failures;
        this.knobs = knobs;
        this.clock = clock;
    }

    Caller caller(@Nullable String authorization) {
        String token = bearer(authorization);
        if (token.isEmpty()) {
            return new Caller.Nobody();
        }
        if (token.startsWith("pat-")) {
            return new Caller.PrivateApp(ofPrivateApp(token));
        }
        Optional<Grant> grant = tokens.access(token);
        if (grant.isEmpty()) {
            return new Caller.Unknown();
        }
        Instant end = grant.get().expiresAt();
        return clock.instant().isBefore(end)
                ? new Caller.Known(grant.get().portal(), grant.get().scopes())
                : new Caller.Expired(grant.get().portal(), end);
    }

    /** The answer of {@code work} with the limit's headers, or the reason why it was not asked. */
    Reply pass(Caller caller, Set<String> scopes, Function<Portal, Reply> work) {
        return switch (caller) {
            case Caller.Nobody _ -> failures.unauthenticated();
            case Caller.Unknown _ -> unknown();
            case Caller.Expired(Portal _, Instant at) ->
                failures.expired(at, Duration.between(at, clock.instant()).toSeconds() + " second(s)");
            case Caller.PrivateApp(Portal portal) ->
                // The guide says that these may not create timeline events, but not with which answer.
                knobs.refuses(Knob.PRIVATE_APP_TOKEN)
                        ? failures.missingScope().following(Contract.S23)
                        : counted(portal, work).following(Contract.S23);
            case Caller.Known(Portal portal, Set<String> granted) ->
                counted(
                        portal,
                        one -> Collections.disjoint(granted, scopes) ? failures.missingScope() : work.apply(one));
        };
    }

    private Reply unknown() {
        return switch (knobs.get(Knob.UNKNOWN_BEARER)) {
            case INVALID -> failures.unauthenticated();
            case UNDECODABLE ->
                failures.expired(
                        Instant.EPOCH,
                        Duration.between(Instant.EPOCH, clock.instant()).toDays() + " day(s)");
        };
    }

    private Reply counted(Portal portal, Function<Portal, Reply> work) {
        Reading reading = portal.limit().arrive();
        if (!reading.allowed()) {
            portal.counters().rateLimited.increment();
            return failures.tooManyRequests(portal.account())
                    .with(headers(reading))
                    .with(retryAfter(reading));
        }
        return work.apply(portal).with(headers(reading));
    }

    private Map<String, String> headers(Reading reading) {
        if (!knobs.get(Knob.RATE_HEADERS)) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-HubSpot-RateLimit-Max", Integer.toString(reading.maximum()));
        headers.put("X-HubSpot-RateLimit-Remaining", Integer.toString(reading.remaining()));
        headers.put("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(reading.windowMillis()));
        return headers;
    }

    private Map<String, String> retryAfter(Reading reading) {
        return knobs.get(Knob.RETRY_AFTER)
                ? Map.of("Retry-After", Long.toString(Math.ceilDiv(reading.windowMillis(), 1000)))
                : Map.of();
    }

    /** The account whose hub id is a part of the token, such as {@code pat-eu1-4242}; otherwise the first one. */
    private Portal ofPrivateApp(String token) {
        return Arrays.stream(token.split("-", -1))
                .skip(2)
                .flatMap(part -> portals.named(part).stream())
                .findFirst()
                .orElseGet(() -> portals.all().getFirst());
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }
}
