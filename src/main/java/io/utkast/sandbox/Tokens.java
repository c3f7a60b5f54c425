package io.utkast.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Access tokens, refresh tokens and codes: whose they are and until when. */
final class Tokens {
    private static final int MAXIMUM = 10_000;
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(1);

    private final Clock clock;
    private final Duration lifetime;
    private final boolean rotate;
    private final List<Portal> portals;
    private final SecureRandom random = new SecureRandom();
    private final LinkedHashMap<String, Grant> access = new LinkedHashMap<>();
    private final LinkedHashMap<String, Grant> codes = new LinkedHashMap<>();
    private final Map<String, Portal> refresh = new HashMap<>();

    /** A token's portal and its end. */
    record Grant(Portal portal, Instant expiresAt) {}

    /** A new pair of tokens. */
    record Issued(Portal portal, String accessToken, String refreshToken, long expiresInSeconds) {}

    Tokens(List<Portal> portals, Clock clock, SandboxConfig config) {
        this.portals = portals;
        this.clock = clock;
        this.lifetime = config.tokenLifetime();
        this.rotate = config.rotateRefreshTokens();
        reset();
    }

    /** The grant of an access token, also after its end, so that the answer can say when that was. */
    synchronized Optional<Grant> access(String token) {
        return Optional.ofNullable(access.get(token));
    }

    /** The portal of a live refresh token. */
    synchronized Optional<Portal> refresh(String token) {
        return Optional.ofNullable(refresh.get(token));
    }

    /** New tokens for a refresh token that {@link #refresh} knows. */
    synchronized Issued issue(Portal portal, String refreshToken) {
        String kept = refreshToken;
        if (rotate) {
            refresh.remove(refreshToken);
            kept = fresh("refresh");
            refresh.put(kept, portal);
        }
        String token = fresh("access");
        put(access, token, new Grant(portal, clock.instant().plus(lifetime)));
        return new Issued(portal, token, kept, lifetime.toSeconds());
    }

    /** Takes a code, once and in time, and installs the app (again) with a new refresh token. */
    synchronized Optional<Issued> redeem(String code, String clientId) {
        Grant grant = codes.get(code);
        if (grant == null
                || !grant.portal().account().client().id().equals(clientId)
                || grant.expiresAt().isBefore(clock.instant())) {
            return Optional.empty();
        }
        codes.remove(code);
        String token = fresh("refresh");
        refresh.put(token, grant.portal());
        return Optional.of(issue(grant.portal(), token));
    }

    synchronized String code(Portal portal) {
        String code = fresh("code");
        put(codes, code, new Grant(portal, clock.instant().plus(CODE_LIFETIME)));
        return code;
    }

    /** Ends every access token now; with {@code grants} the refresh tokens too, as uninstalling the app does. */
    synchronized void expire(boolean grants) {
        Instant now = clock.instant();
        access.replaceAll((token, grant) -> new Grant(grant.portal(), now));
        if (grants) {
            refresh.clear();
        }
    }

    synchronized void reset() {
        access.clear();
        codes.clear();
        refresh.clear();
        portals.forEach(portal -> refresh.put(portal.account().refreshToken(), portal));
    }

    private String fresh(String kind) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return "sandbox-" + kind + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void put(SequencedMap<String, Grant> grants, String token, Grant grant) {
        grants.put(token, grant);
        if (grants.size() > MAXIMUM) {
            grants.pollFirstEntry();
        }
    }
}
