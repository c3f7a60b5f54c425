package io.utkast.hubspot;

import io.utkast.deliver.Outcome;
import io.utkast.deliver.QuotaSeen;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.outbox.Lease;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.Site;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one portal from outside the lanes, one request at a time and without a running Quarkus. Nothing is changed at
 * HubSpot but by {@link #send}; {@link #accessToken} may end the refresh token.
 */
public final class PortalProbe implements AutoCloseable {
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    /** No event has this name: HubSpot answers 404, and with it the headers of the quota. */
    private static final String NO_EVENT = "/events/0/utkast-doctor";

    /** A {@code Date} header is cut to the second. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private final Portal portal;
    private final DirectCalls calls;
    private final Watched refreshToken;
    private final AccessTokens tokens;
    private final IntrospectionReader introspections;
    private final HubSpotDestination destination;
    private final Clock clock;

    private PortalProbe(Portal portal, Secret refreshToken, DirectCalls calls, Sites sites, Clock clock) {
        this.portal = portal;
        this.calls = calls;
        this.refreshToken = new Watched(refreshToken);
        this.clock = clock;
        WaitTimes waits = new WaitTimes(clock, portal.quota().timeZone());
        TokenReader reader = new TokenReader(portal, waits);
        this.tokens = new AccessTokens(calls, this.refreshToken, reader, clock, RANDOM);
        this.introspections = new IntrospectionReader(reader);
        Contract contract = Contract.of(portal.api().dialect(), portal.api().version());
        HubSpotDestination.Speech speech = new HubSpotDestination.Speech(
                contract, new Renderer(portal, contract.dialect(), sites), new AnswerReader(contract, waits, RANDOM));
        this.destination = new HubSpotDestination(speech, tokens, calls, null);
    }

    /** Looks a site up by its key. */
    @FunctionalInterface
    public interface Sites extends Function<SiteKey, Optional<Site>> {}

    /**
     * A probe of the portal.
     *
     * @param refreshToken the one that the gateway would use
     * @param limit what each request may take
     */
    public static PortalProbe of(Portal portal, Secret refreshToken, Sites sites, Clock clock, Duration limit) {
        return new PortalProbe(portal, refreshToken, new DirectCalls(portal, limit), sites, clock);
    }

    /** Whether the API answers at all; asked without credentials, so HubSpot should say 401. */
    public Reach reach() {
        Instant before = clock.instant();
        try {
            Answer answer = calls.get(noEvent(), null);
            Instant after = clock.instant();
            return new Reach.Answered(answer.status(), skew(answer, before, after), Duration.between(before, after));
        } catch (Unreachable e) {
            return new Reach.Silent(e.why());
        }
    }

    /** What HubSpot knows of the refresh token. Changes nothing. */
    public Introspection introspect() {
        try {
            return introspections.read(calls.introspect(refreshToken.token.reveal()));
        } catch (Unreachable e) {
            return new Introspection.Unknown("the token endpoint gives " + e.why());
        }
    }

    /** Asks for an access token; HubSpot may answer with another refresh token and end this one. */
    public Grant accessToken() {
        return switch (tokens.current()) {
            case Access.Granted(String token) -> new Grant.Given(new Secret(token), refreshToken.wasRotated);
            case Access.Denied(String why) -> new Grant.Refused(why);
            case Access.NotNow(Duration _, String why) -> new Grant.Refused(why);
        };
    }

    /** What the API says to the access token, by asking for an event that is not there. */
    public TokenUse use(Secret accessToken) {
        try {
            Answer answer = calls.get(noEvent(), accessToken.reveal());
            ErrorBody body = ErrorBody.of(answer.body());
            List<String> scopes = body.missingScopes();
            String why = scopes.isEmpty() ? body.message() : "the app lacks the scopes " + String.join(", ", scopes);
            return new TokenUse(answer.status(), why, WaitTimes.quota(answer));
        } catch (Unreachable e) {
            return new TokenUse(0, e.why(), QuotaSeen.NONE);
        }
    }

    /** Sends the event as a lane would. It cannot be deleted at HubSpot. */
    public Outcome send(QueuedEvent event) {
        return destination.send(List.of(new Lease(0, 0, event)));
    }

    /** Whether the event can be read back; empty where the dialect has no such request. */
    public Optional<TokenUse> readBack(QueuedEvent event, String template, Secret accessToken) {
        if (portal.api().dialect() != Dialect.TIMELINE_V3) {
            return Optional.empty();
        }
        URI url = calls.api("/integrators/timeline/v3/events/" + DirectCalls.encode(template) + "/"
                + DirectCalls.encode(event.id().value()));
        try {
            Answer answer = calls.get(url, accessToken.reveal());
            return Optional.of(
                    new TokenUse(answer.status(), ErrorBody.of(answer.body()).message(), WaitTimes.quota(answer)));
        } catch (Unreachable e) {
            return Optional.of(new TokenUse(0, e.why(), QuotaSeen.NONE));
        }
    }

    private URI noEvent() {
        return switch (portal.api().dialect()) {
            case TIMELINE_V3 -> calls.api("/integrators/timeline/v3" + NO_EVENT);
            case APP_EVENTS -> calls.api("/integrators/timeline/" + portal.api().version() + NO_EVENT);
        };
    }

    private static @Nullable Duration skew(Answer answer, Instant before, Instant after) {
        String date = answer.header("Date");
        if (date == null) {
            return null;
        }
        try {
            Instant there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))
                    .plus(HALF_A_SECOND);
            Instant here = before.plus(Duration.between(before, after).dividedBy(2));
            return Duration.between(here, there);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void close() {
        calls.close();
    }

    /** Whether the API answered. */
    public sealed interface Reach {
        /**
         * It did.
         *
         * @param skew how far HubSpot's clock is ahead of ours; null if it told no time
         */
        record Answered(int status, @Nullable Duration skew, Duration took) implements Reach {}

        /** It did not. */
        record Silent(String why) implements Reach {}
    }

    /** Whether there is an access token. */
    public sealed interface Grant {
        /**
         * There is.
         *
         * @param rotated HubSpot gave another refresh token besides, so the one that was used may have ended
         */
        record Given(Secret token, boolean rotated) implements Grant {}

        /** There is none. */
        record Refused(String why) implements Grant {}
    }

    /**
     * What an access token was good for.
     *
     * @param status 0 if no answer came
     * @param why HubSpot's message
     */
    public record TokenUse(int status, String why, QuotaSeen quota) {}

    /** Holds the refresh token and sees whether HubSpot gives another one. */
    private static final class Watched implements RefreshTokens {
        private volatile Secret token;
        private volatile boolean wasRotated;

        Watched(Secret token) {
            this.token = token;
        }

        @Override
        public Optional<Secret> current() {
            return Optional.of(token);
        }

        @Override
        public void issued(Secret next) {
            wasRotated |= !next.equals(token);
            token = next;
        }

        @Override
        public Optional<String> warning() {
            return Optional.empty();
        }
    }
}
