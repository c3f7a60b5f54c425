package io.utkast.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.site.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The browsers that are logged in. Kept in memory: a restart, and with it each change of the token, ends them all. */
final class Sessions {
    /** Only holders of the token open sessions, so this bounds mistakes; the least used one goes first. */
    private static final int MAXIMUM = 1_000;

    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int RANDOM_BYTES = 32;
    private static final int NAME_BYTES = 6;

    private final Cache<String, Session> sessions;
    private final Ticker ticker;
    private final RandomGenerator random;

    /**
     * One browser.
     *
     * @param id the cookie; whoever has it is logged in
     * @param csrf shown to the session's own pages only, which send it back with each action
     * @param name tells in the log who it is or which session, and opens nothing
     */
    record Session(Secret id, Secret csrf, String name, long openedNanos) {}

    /** @param random must be hard to guess */
    Sessions(Ticker ticker, RandomGenerator random) {
        this.ticker = ticker;
        this.random = random;
        this.sessions = Caffeine.newBuilder()
                .maximumSize(MAXIMUM)
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
    }

    /** A session of somebody who knows the token. */
    Session open() {
        return open("session-" + text(NAME_BYTES));
    }

    /** @param name of a person, for the log */
    Session open(String name) {
        Session session =
                new Session(new Secret(text(RANDOM_BYTES)), new Secret(text(RANDOM_BYTES)), name, ticker.read());
        sessions.put(session.id().reveal(), session);
        return session;
    }

    /** The session of this cookie, if it lives. Looking keeps it alive, though not for ever. */
    Optional<Session> find(@Nullable String id) {
        Session session = id == null ? null : sessions.getIfPresent(id);
        if (session == null) {
            return Optional.empty();
        }
        if (ticker.read() - session.openedNanos() >= LONGEST.toNanos()) {
            close(session);
            return Optional.empty();
        }
        return Optional.of(session);
    }

    void close(Session session) {
        sessions.invalidate(session.id().reveal());
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
