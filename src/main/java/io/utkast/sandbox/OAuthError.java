package io.utkast.sandbox;

/** What the token endpoint complains about, in HubSpot's words and in OAuth's. */
enum OAuthError {
    BAD_REFRESH_TOKEN("invalid_grant", "missing or invalid refresh token"),
    BAD_AUTH_CODE("invalid_grant", "missing or unknown auth code"),
    BAD_REDIRECT_URI("invalid_grant", "the redirect URI is not the one of the authorization"),
    BAD_CLIENT_ID("invalid_client", "missing or unknown client id"),
    BAD_CLIENT_SECRET("invalid_client", "missing or invalid client secret"),
    BAD_GRANT_TYPE("unsupported_grant_type", "missing or unknown grant type"),
    BAD_HUB("access_denied", "missing or unknown hub id");

    private final String error;
    private final String message;

    OAuthError(String error, String message) {
        this.error = error;
        this.message = message;
    }

    /** OAuth's code. */
    String error() {
        return error;
    }

    String message() {
        return message;
    }
}
