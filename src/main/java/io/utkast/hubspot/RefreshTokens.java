package io.utkast.hubspot;

import io.utkast.site.Secret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a portal's refresh token is kept; HubSpot may hand out another one with each refresh. */
public interface RefreshTokens {

    /** The token that serves now; empty until somebody connects the portal. */
    Optional<Secret> current();

    /** HubSpot handed this one out, the same as before or another: from now on it serves. */
    void issued(Secret token);

    /** Why the current token will not survive a restart, in plain words; empty if it will. */
    Optional<String> warning();

    /** Keeps the token in memory only: after a restart the configured one has to serve again. */
    static RefreshTokens inMemory(@Nullable Secret configured) {
        return new RefreshTokens() {
            private volatile Optional<Secret> token = Optional.ofNullable(configured);

            @Override
            public Optional<Secret> current() {
                return token;
            }

            @Override
            public void issued(Secret next) {
                token = Optional.of(next);
            }

            @Override
            public Optional<String> warning() {
                return Optional.empty();
            }
        };
    }
}
