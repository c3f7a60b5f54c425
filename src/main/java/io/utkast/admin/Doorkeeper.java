package io.utkast.admin;

import io.utkast.admin.Sessions.Session;
import io.utkast.site.Secret;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Decides who may pass the operator's door: by the admin token, or by a session that was opened with it. */
final class Doorkeeper {
    private static final Logger LOG = Logger.getLogger(Doorkeeper.class);
    private static final String BEARER = "Bearer ";

    private final @Nullable Secret token;
    private final Sessions sessions;
    private final WrongTries wrongTries;

    /** What a request brings along to be let in. */
    record Knock(
            @Nullable String authorization,
            @Nullable String session,
            @Nullable String csrf,
            boolean changesSomething,
            String address) {
        @Override
        public String toString() {
            return "Knock[***]";
        }
    }

    /** Whether it is let in. */
    sealed interface Verdict {
        /** It is. */
        record Admitted(Operator operator) implements Verdict {}

        /** There is no door, as no token is configured. */
        record Closed() implements Verdict {}

        /** It shows nothing, or a session that is over. */
        record Stranger() implements Verdict {}

        /** The token is wrong. */
        record Wrong() implements Verdict {}

        /** The token is wrong, like many before from this address. */
        record LockedOut(Duration retryAfter) implements Verdict {}

        /** An action in a session's name without the session's word: perhaps another site's page sent it. */
        record Forged() implements Verdict {}
    }

    /** @param token null: the door is closed */
    Doorkeeper(@Nullable Secret token, Sessions sessions, WrongTries wrongTries) {
        this.token = token;
        this.sessions = sessions;
        this.wrongTries = wrongTries;
    }

    boolean isClosed() {
        return token == null;
    }

    Verdict judge(Knock knock) {
        if (token == null) {
            return new Verdict.Closed();
        }
        String authorization = knock.authorization();
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? tryToken(authorization.substring(BEARER.length()), knock.address())
                    : new Verdict.Stranger();
        }
        Optional<Session> session = sessions.find(knock.session());
        if (session.isEmpty()) {
            return new Verdict.Stranger();
        }
        return knock.changesSomething() && !bringsWord(session.get(), knock.csrf())
                ? new Verdict.Forged()
                : new Verdict.Admitted(Operator.of(session.get()));
    }

    /** @param address whose wrong tries are counted */
    Verdict tryToken(String offered, String address) {
        if (token == null) {
            return new Verdict.Closed();
        }
        if (token.matches(offered)) {
            return new Verdict.Admitted(Operator.BY_TOKEN);
        }
        Optional<Duration> lockedFor = wrongTries.note(address);
        if (lockedFor.isEmpty()) {
            LOG.warn("Wrong admin token");
            return new Verdict.Wrong();
        }
        return new Verdict.LockedOut(lockedFor.get());
    }

    private static boolean bringsWord(Session session, @Nullable String csrf) {
        return csrf != null && session.csrf().matches(csrf);
    }
}
