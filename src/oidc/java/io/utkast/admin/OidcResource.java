package io.utkast.admin;

import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * {@code GET /admin/login/oidc}: Quarkus sends the browser to the identity provider, and lets it in here when it comes
 * back. Whoever has the role gets a session of ours, as by the admin token; Quarkus' own ends at once.
 */
@Path(SingleSignOn.PATH)
@Authenticated
public class OidcResource {
    private static final int FORBIDDEN = 403;

    private final OidcSignOn signOn;
    private final SecurityIdentity person;
    private final OidcSession provider;
    private final Sessions sessions;
    private final SessionCookie cookie;

    OidcResource(
            OidcSignOn signOn,
            SecurityIdentity person,
            OidcSession provider,
            Sessions sessions,
            PublicAddress address) {
        this.signOn = signOn;
        this.person = person;
        this.provider = provider;
        this.sessions = sessions;
        cookie = new SessionCookie(address);
    }

    /** Opens a session for a person with the role. */
    @GET
    @Operation(hidden = true)
    public Uni<Response> login(@Context UriInfo uri) {
        Response answer = hasRole() ? letIn(uri) : turnAway();
        return provider.logout().replaceWith(answer);
    }

    private boolean hasRole() {
        return signOn.role().filter(person::hasRole).isPresent();
    }

    /** By a page and not by a redirect: after one that began at the provider, browsers keep a strict cookie back. */
    private Response letIn(UriInfo uri) {
        Sessions.Session session = sessions.open(name());
        AuditLog.loggedIn(Operator.of(session));
        return Pages.html(Response.ok().cookie(cookie.of(session, uri)), Templates.entered());
    }

    private Response turnAway() {
        AuditLog.turnedAway(name());
        return Pages.html(
                Response.status(FORBIDDEN),
                Templates.login("Your account lacks the role that this gateway asks for.", true));
    }

    private String name() {
        return PersonName.of(
                person.getPrincipal().getName(),
                Objects.requireNonNullElse(provider.getIdToken().getSubject(), ""));
    }
}
