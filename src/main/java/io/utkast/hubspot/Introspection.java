package io.utkast.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What HubSpot tells of a refresh token. */
public sealed interface Introspection {

    /**
     * The token serves.
     *
     * @param hubId the portal's number, null if not told
     * @param scopes empty if not told
     */
    record Active(@Nullable String hubId, List<String> scopes) implements Introspection {
        public Active {
            scopes = List.copyOf(scopes);
        }
    }

    /** The token serves no more: the app was uninstalled, or the token was revoked or replaced. */
    record Inactive() implements Introspection {}

    /** HubSpot refuses the app's credentials or the token. */
    record Refused(String why) implements Introspection {}

    /** Nothing could be learned. */
    record Unknown(String why) implements Introspection {}
}
