package io.utkast.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access tokens, refresh tokens and codes: whose they are and until when. */
final class Tokens {
    /** What an app's own token, by client credentials, may do. */
    static final Set<String> DEVELOPER_SCOPES = Set.of("developers-read", "developers-write");

    private static final int MAXIMUM = 10_000;
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);

    private final Clock clock;
    private final Knobs knobs;
    private final Portals portals;
    private final SecureRandom random = new SecureRandom();
    private final LinkedHashMap<String, Grant> access = new LinkedHashMap<>();
    private final LinkedHashMap<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Install> refresh = new HashMap<>();

    /** A token's portal, its end and what it may do. */
    record Grant(Portal portal, Instant expiresAt, Set<String> scopes) {}

    /** An app in a portal, with the scopes that were agreed to. */
    record Install(Portal portal, Set<String> scopes) {
        static Install of(Portal portal) {
            return new Install(portal, portal.account().scopes());
        }
    }

    /** A new token, with a refresh token unless it is the app's own. */
    record Issued(
            Install install, String accessToken, @Nullable String refreshToken, long expiresInSeconds) {}

    /** What a code was given for; the token endpoint compares redirect and challenge. Null: anything will do. */
    record Request(@Nullable String redirectUri, @Nullable String challenge) {
        static final Request ANY = new Request(null, null);
    }

    /** A code that can be exchanged once, until its end. */
    record Code(Install install, Request request, Instant expiresAt) {}

    Tokens(Portals portals, Clock clock, Knobs knobs) {
        this.portals = portals;
        this.clock = clock;
        this.knobs = knobs;
        reset();
    }

    /** The grant of an access token, also after its end, so that the answer can say when that was. */
    synchronized Optional<Grant> access(String token) {
        return Optional.ofNullable(access.get(token));
    }

    /** The installation of a live refresh token. */
    synchronized Optional<Install> refresh(String token) {
        return Optional.ofNullable(refresh.get(token));
    }

    /** New tokens for a refresh token that {@link #refresh} knows. */
    synchronized Issued issue(Install install, String refreshToken) {
        String kept = refreshToken;
        if (knobs.get(Knob.ROTATE_REFRESH_TOKENS)) {
            refresh.remove(refreshToken);
            kept = fresh("refresh");
            refresh.put(kept, install);
        }
        return access(install, kept);
    }

    /** The app's own token, which no portal has agreed to; it counts for {@code portal}. */
    synchronized Issued issueToApp(Portal portal) {
        return access(new Install(portal, DEVELOPER_SCOPES), null);
    }

    /** Takes a code out, if it is there in time; it serves once, whatever becomes of it. */
    synchronized Optional<Code> take(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(taken -> clock.instant().isBefore(taken.expiresAt()));
    }

    /** Installs the app (again) with a new refresh token. */
    synchronized Issued install(Install install) {
        String token = fresh("refresh");
        refresh.put(token, install);
        return access(install, token);
    }

    synchronized String code(Install install, Request request) {
        String code = fresh("code");
        put(codes, code, new Code(install, request, clock.instant().plus(CODE_LIFETIME)));
        return code;
    }

    /** Ends a refresh token; neither access tokens nor the installation die with it. */
    synchronized boolean revoke(String refreshToken) {
        return refresh.remove(refreshToken) != null;
    }

    /** Ends access tokens now; with {@code grants} the refresh tokens too, as uninstalling the app does. */
    synchronized void expire(@Nullable Portal only, boolean grants) {
        Instant now = clock.instant();
        access.replaceAll((token, grant) ->
                only == null || only == grant.portal() ? new Grant(grant.portal(), now, grant.scopes()) : grant);
        if (grants) {
            refresh.values().removeIf(install -> only == null || only == install.portal());
        }
    }

    /** Makes the refresh token of an account's configuration known. */
    synchronized void welcome(Portal portal) {
        refresh.put(portal.account().refreshToken(), Install.of(portal));
    }

    synchronized void reset() {
        access.clear();
        codes.clear();
        refresh.clear();
        portals.all().forEach(this::welcome);
    }

    private Issued access(Install install, @Nullable String refreshToken) {
        Duration lifetime = knobs.get(Knob.TOKEN_LIFETIME);
        String token = fresh("access");
        put(access, token, new Grant(install.portal(), clock.instant().plus(lifetime), install.scopes()));
        return new Issued(install, token, refreshToken, lifetime.toSeconds());
    }

    private String fresh(String kind) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "sandbox-" + kind + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static <T> void put(SequencedMap<String, T> grants, String token, T grant) {
        grants.put(token, grant);
        if (grants.size() > MAXIMUM) {
            grants.pollFirstEntry();
        }
    }
}
