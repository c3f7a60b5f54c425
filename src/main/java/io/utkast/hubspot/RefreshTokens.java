package io.utkast.hubspot;

import io.utkast.site.Secret;

/** Where a portal's refresh token is kept; HubSpot may hand out another one with each refresh. */
public interface RefreshTokens {

    Secret current();

    /** From now on this one serves. */
    void rotated(Secret next);

    /** Keeps the token in memory only: after a restart the configured one has to serve again. */
    static RefreshTokens inMemory(Secret configured) {
        return new RefreshTokens() {
            private volatile Secret token = configured;

            @Override
            public Secret current() {
                return token;
            }

            @Override
            public void rotated(Secret next) {
                token = next;
            }
        };
    }
}
