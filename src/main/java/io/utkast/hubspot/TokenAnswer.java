package io.utkast.hubspot;

import io.utkast.site.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the token endpoint said. */
sealed interface TokenAnswer {

    /** A new access token. */
    record Issued(Secret accessToken, @Nullable Secret refreshToken, Duration lifetime) implements TokenAnswer {}

    /** The credentials are wrong; asking again does not help. */
    record Rejected(String why) implements TokenAnswer {}

    /** HubSpot cannot answer now. */
    record Busy(Duration delay, String why) implements TokenAnswer {}
}
