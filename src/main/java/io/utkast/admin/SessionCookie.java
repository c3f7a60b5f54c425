package io.utkast.admin;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;

/** The cookie of an operator's browser; for encrypted connections only where people reach the gateway so. */
final class SessionCookie {
    private final PublicAddress address;

    SessionCookie(PublicAddress address) {
        this.address = address;
    }

    /** Opens the door as long as the browser and the session live. */
    NewCookie of(Sessions.Session session, UriInfo uri) {
        return cookie(session.id().reveal(), NewCookie.DEFAULT_MAX_AGE, uri);
    }

    /** Takes the cookie back. */
    NewCookie gone(UriInfo uri) {
        return cookie("", 0, uri);
    }

    private NewCookie cookie(String value, int maxAge, UriInfo uri) {
        return new NewCookie.Builder(CurrentRequest.SESSION_COOKIE)
                .value(value)
                .path("/admin")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(address.isEncrypted(uri.getRequestUri()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
