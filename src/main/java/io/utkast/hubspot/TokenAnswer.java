package io.utkast.hubspot;

import io.utkast.site.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the token endpoint said. */
sealed interface TokenAnswer {

    /**
     * A new access token.
     *
     * @param hubId the portal it is for, if the answer told
     */
    record Issued(
            Secret accessToken,
            @Nullable Secret refreshToken,
            Duration lifetime,
            @Nullable String hubId) implements TokenAnswer {}

    /**
     * The credentials are wrong.
     *
     * @param forGood asking again with the same ones does not help; else something may be in the way for a while
     */
    record Rejected(String why, boolean forGood) implements TokenAnswer {}

    /** HubSpot cannot answer now. */
    record Busy(Duration delay, String why) implements TokenAnswer {}
}
