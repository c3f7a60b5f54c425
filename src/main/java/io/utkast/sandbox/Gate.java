package io.utkast.sandbox;

import io.utkast.sandbox.RollingLimit.Reading;
import io.utkast.sandbox.Tokens.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who may come in: the bearer token, its scopes, then the portal's request limit. */
final class Gate {
    private static final String BEARER = "bearer ";

    private final Tokens tokens;
    private final Failures failures;
    private final SandboxConfig config;
    private final Clock clock;

    Gate(Tokens tokens, Failures failures, SandboxConfig config, Clock clock) {
        this.tokens = tokens;
        this.failures = failures;
        this.config = config;
        this.clock = clock;
    }

    /** The answer of {@code work} with the limit's headers, or the reason why it was not asked. */
    Reply pass(@Nullable String authorization, Function<Portal, Reply> work) {
        String token = bearer(authorization);
        if (token.startsWith("pat-")) {
            // A private app's token: the guide says these may not create timeline events, but not with which answer.
            return failures.missingScope();
        }
        Optional<Grant> grant = tokens.access(token);
        if (grant.isEmpty()) {
            return failures.unauthenticated();
        }
        Instant now = clock.instant();
        Instant end = grant.get().expiresAt();
        if (!now.isBefore(end)) {
            return failures.expired(end, Duration.between(end, now).toSeconds());
        }
        return counted(grant.get().portal(), work);
    }

    private Reply counted(Portal portal, Function<Portal, Reply> work) {
        Account account = portal.account();
        Reading reading = portal.limit().arrive();
        portal.counters().requests.increment();
        if (!reading.allowed()) {
            portal.counters().rateLimited.increment();
            String group = "publicapi:oauth-api-calls-ten-secondly:" + account.appId() + ":" + account.hubId();
            return failures.tooManyRequests(group).with(headers(reading)).with(retryAfter(reading));
        }
        Reply reply = account.scopes().contains(Account.TIMELINE) ? work.apply(portal) : failures.missingScope();
        return reply.with(headers(reading));
    }

    private static Map<String, String> headers(Reading reading) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-HubSpot-RateLimit-Max", Integer.toString(reading.maximum()));
        headers.put("X-HubSpot-RateLimit-Remaining", Integer.toString(reading.remaining()));
        headers.put("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(reading.windowMillis()));
        return headers;
    }

    private Map<String, String> retryAfter(Reading reading) {
        return config.retryAfter()
                ? Map.of("Retry-After", Long.toString(Math.ceilDiv(reading.windowMillis(), 1000)))
                : Map.of();
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }
}
