package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the token endpoint's answers (OAuth token section of HubSpot's reference). */
final class TokenReader {
    private static final long USUAL_LIFETIME_SECONDS = 1_800;

    private final Portal portal;
    private final WaitTimes waits;

    TokenReader(Portal portal, WaitTimes waits) {
        this.portal = portal;
        this.waits = waits;
    }

    TokenAnswer read(Answer answer) {
        ErrorBody body = ErrorBody.of(answer.body());
        int status = answer.status();
        if (status == 200 || status == 201) {
            return issued(body);
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new TokenAnswer.Busy(
                    waits.retryAfter(answer).orElse(Duration.ZERO), "the token endpoint answered " + status);
        }
        return new TokenAnswer.Rejected(rejection(status, body));
    }

    private TokenAnswer issued(ErrorBody body) {
        String accessToken = body.text("access_token");
        if (accessToken == null) {
            return new TokenAnswer.Busy(Duration.ZERO, "the token endpoint answered without a token");
        }
        String hubId = body.text("hub_id");
        if (portal.hubId() != null && hubId != null && !hubId.equals(portal.hubId())) {
            return new TokenAnswer.Rejected("the refresh token belongs to portal " + hubId + ", but " + key("hub-id")
                    + " is " + portal.hubId());
        }
        String refreshToken = body.text("refresh_token");
        JsonNode expiresIn = body.json().path("expires_in");
        return new TokenAnswer.Issued(
                new Secret(accessToken),
                refreshToken == null ? null : new Secret(refreshToken),
                Duration.ofSeconds(Math.max(0, expiresIn.asLong(USUAL_LIFETIME_SECONDS))));
    }

    private String rejection(int status, ErrorBody body) {
        String code = code(body);
        return switch (code == null ? "" : code) {
            case "BAD_REFRESH_TOKEN", "invalid_grant" ->
                "HubSpot does not know the refresh token (" + code + "): install the app again and set "
                        + key("refresh-token");
            case "BAD_HUB" -> "HubSpot does not know the portal (BAD_HUB): install the app again";
            case "BAD_CLIENT_ID", "invalid_client" ->
                "HubSpot does not know the app (" + code + "): correct " + key("client-id") + " or "
                        + key("client-secret");
            case "BAD_CLIENT_SECRET" -> "HubSpot refuses " + key("client-secret") + " (BAD_CLIENT_SECRET)";
            case "" -> "the token endpoint answered " + status + ": look at " + key("token-url");
            default -> "the token endpoint answered " + status + " " + code;
        };
    }

    /** HubSpot's own code is in {@code status}; newer answers have OAuth's in {@code error} besides. */
    private static @Nullable String code(ErrorBody body) {
        String status = body.text("status");
        return status != null && status.startsWith("BAD_") ? status : body.text("error");
    }

    private String key(String name) {
        return "utkast.portals." + portal.key() + "." + name;
    }
}
