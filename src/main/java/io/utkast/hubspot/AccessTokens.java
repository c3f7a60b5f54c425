package io.utkast.hubspot;

import io.utkast.site.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One portal's access token: refreshed ahead of its end, by one thread at a time, never before its time for all portals
 * at once.
 */
final class AccessTokens {
    private static final Logger LOG = Logger.getLogger(AccessTokens.class);
    private static final Duration LEAD = Duration.ofMinutes(2);
    private static final Duration JITTER = Duration.ofMinutes(1);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACKOFF = Duration.ofMinutes(1);
    private static final int MAXIMUM_DOUBLINGS = 6;
    private static final Access.Denied NOT_CONNECTED =
            new Access.Denied("there is no refresh token: connect the portal at /admin");

    private final HubSpotCalls calls;
    private final RefreshTokens refreshTokens;
    private final TokenReader reader;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Token token;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Denial denial;

    private record Token(Secret value, Instant refreshAt, Instant end) {}

    /** The latest refresh failed; before {@code retryAt} it is not tried again. */
    private record Failure(Access access, int count, Instant retryAt) {}

    /** HubSpot refused this refresh token for good: it is not asked again until there is another one. */
    private record Denial(Secret refreshToken, Access.Denied answer) {}

    AccessTokens(
            HubSpotCalls calls, RefreshTokens refreshTokens, TokenReader reader, Clock clock, RandomGenerator random) {
        this.calls = calls;
        this.refreshTokens = refreshTokens;
        this.reader = reader;
        this.clock = clock;
        this.random = random;
    }

    /** A token that serves now. Blocks while one is fetched, unless the old one still serves. */
    Access current() {
        Token known = token;
        Instant now = clock.instant();
        if (known == null || !now.isBefore(known.end())) {
            refreshing.lock();
            return refreshLocked();
        }
        boolean due = !now.isBefore(known.refreshAt());
        return due && refreshing.tryLock() ? refreshLocked() : granted(known);
    }

    private Access refreshLocked() {
        try {
            Token known = token;
            Instant now = clock.instant();
            // Another thread may have refreshed it while this one waited for the lock.
            if (known != null && now.isBefore(known.refreshAt())) {
                return granted(known);
            }
            return refresh(known != null && now.isBefore(known.end()) ? known : null, now);
        } finally {
            refreshing.unlock();
        }
    }

    /** HubSpot refused the token: it does not serve any more, whatever its end. */
    void refused(String value) {
        refreshing.lock();
        try {
            Token known = token;
            if (known != null && known.value().matches(value)) {
                token = null;
            }
        } finally {
            refreshing.unlock();
        }
    }

    /** Takes over what an installation of the app brought. */
    void adopt(TokenAnswer.Issued issued) {
        refreshing.lock();
        try {
            keep(issued, clock.instant());
        } finally {
            refreshing.unlock();
        }
    }

    /** Why there will be no token until somebody corrects something; empty if nothing is known against it. */
    Optional<String> obstacle() {
        return denied(refreshTokens.current().orElse(null)).map(Access.Denied::why);
    }

    /** Why the refresh token will not survive a restart; empty if it will. */
    Optional<String> warning() {
        return refreshTokens.warning();
    }

    private Optional<Access.Denied> denied(@Nullable Secret refreshToken) {
        if (refreshToken == null) {
            return Optional.of(NOT_CONNECTED);
        }
        Denial last = denial;
        return last != null && last.refreshToken().equals(refreshToken) ? Optional.of(last.answer()) : Optional.empty();
    }

    /** Asks for a token; as long as HubSpot is busy, the old one is given if it still serves. */
    private Access refresh(@Nullable Token serving, Instant now) {
        Secret refreshToken = refreshTokens.current().orElse(null);
        Optional<Access.Denied> denied = denied(refreshToken);
        if (refreshToken == null || denied.isPresent()) {
            return denied.orElse(NOT_CONNECTED);
        }
        Failure before = failure;
        if (before != null && now.isBefore(before.retryAt())) {
            return serving != null ? granted(serving) : before.access();
        }
        return switch (ask(refreshToken)) {
            case TokenAnswer.Issued issued -> granted(keep(issued, now));
            case TokenAnswer.Rejected rejected -> {
                LOG.warnf("Access token refused reason=\"%s\"", rejected.why());
                token = null;
                Access.Denied answer = new Access.Denied(rejected.why());
                if (rejected.forGood()) {
                    denial = new Denial(refreshToken, answer);
                }
                yield failed(answer, backoff(before), now);
            }
            case TokenAnswer.Busy busy -> {
                Duration wait = longer(busy.delay(), backoff(before));
                Access notNow = failed(new Access.NotNow(wait, busy.why()), wait, now);
                yield serving != null ? granted(serving) : notNow;
            }
        };
    }

    private TokenAnswer ask(Secret refreshToken) {
        try {
            return reader.read(calls.refresh(refreshToken.reveal()));
        } catch (Unreachable e) {
            return new TokenAnswer.Busy(e.delay(), "the token endpoint gives " + e.why());
        }
    }

    private Token keep(TokenAnswer.Issued issued, Instant now) {
        // Before the access token is used: if HubSpot rotates, this may be the only refresh token that serves.
        Secret refreshToken = issued.refreshToken();
        if (refreshToken != null) {
            refreshTokens.issued(refreshToken);
        }
        Duration lifetime = issued.lifetime();
        Duration lead = shorter(LEAD.plusMillis(random.nextLong(JITTER.toMillis())), lifetime.dividedBy(4));
        Token kept = new Token(issued.accessToken(), now.plus(lifetime).minus(lead), now.plus(lifetime));
        token = kept;
        failure = null;
        denial = null;
        return kept;
    }

    private Access failed(Access access, Duration wait, Instant now) {
        Failure before = failure;
        failure = new Failure(access, before == null ? 1 : before.count() + 1, now.plus(wait));
        return access;
    }

    private Duration backoff(@Nullable Failure before) {
        int doublings = before == null ? 0 : Math.min(before.count(), MAXIMUM_DOUBLINGS);
        return jittered(FIRST_BACKOFF.multipliedBy(1L << doublings));
    }

    private Duration jittered(Duration bound) {
        Duration capped = shorter(bound, LAST_BACKOFF);
        return capped.dividedBy(2).plusMillis(random.nextLong(capped.toMillis() / 2 + 1));
    }

    private static Access granted(Token token) {
        return new Access.Granted(token.value().reveal());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
