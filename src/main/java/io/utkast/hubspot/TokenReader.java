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
        return rejected(status, code(body));
    }

    private TokenAnswer issued(ErrorBody body) {
        String accessToken = body.text("access_token");
        if (accessToken == null) {
            return new TokenAnswer.Busy(Duration.ZERO, "the token endpoint answered without a token");
        }
        String hubId = body.text("hub_id");
        if (portal.hubId() != null && hubId != null && !hubId.equals(portal.hubId())) {
            return new TokenAnswer.Rejected(
                    "the token belongs to portal " + hubId + ", but " + key("hub-id") + " is " + portal.hubId(), true);
        }
        String refreshToken = body.text("refresh_token");
        JsonNode expiresIn = body.json().path("expires_in");
        return new TokenAnswer.Issued(
                new Secret(accessToken),
                refreshToken == null ? null : new Secret(refreshToken),
                Duration.ofSeconds(Math.max(0, expiresIn.asLong(USUAL_LIFETIME_SECONDS))),
                hubId);
    }

    /** An answer in OAuth's words is the last one; without them it may come from something on the way. */
    private TokenAnswer.Rejected rejected(int status, @Nullable String code) {
        boolean spoken = code != null && (status == 400 || status == 401 || status == 403);
        return new TokenAnswer.Rejected(why(status, code == null ? "" : code), spoken);
    }

    private String why(int status, String code) {
        return switch (code) {
            case "BAD_REFRESH_TOKEN", "invalid_grant" ->
                "HubSpot does not know the refresh token (" + code + "): connect the portal again at /admin, or set "
                        + key("refresh-token");
            case "BAD_HUB" -> "HubSpot does not know the portal (BAD_HUB): connect it again at /admin";
            case "BAD_AUTH_CODE" ->
                "HubSpot does not take the code (BAD_AUTH_CODE): it serves once and for a short time; start again";
            case "BAD_REDIRECT_URI" ->
                "HubSpot refuses the redirect URL (BAD_REDIRECT_URI): add it to those of the app, or correct"
                        + " utkast.public-url";
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
