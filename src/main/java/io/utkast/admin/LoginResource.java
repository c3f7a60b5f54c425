package io.utkast.admin;

import io.utkast.admin.Doorkeeper.Verdict;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The log-in page of browsers, and the way out. */
@Path("/admin")
public class LoginResource {
    static final String PATH = "/admin/login";

    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

    private final Doorkeeper doorkeeper;
    private final Sessions sessions;
    private final CurrentRequest current;
    private final PublicAddress address;

    LoginResource(Doorkeeper doorkeeper, Sessions sessions, CurrentRequest current, PublicAddress address) {
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.current = current;
        this.address = address;
    }

    /** The page. */
    @GET
    @Path("/login")
    @Operation(hidden = true)
    public Response page() {
        return Pages.html(Response.ok(), Templates.login(""));
    }

    /** Opens a session for who knows the token. */
    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response login(@FormParam("token") @DefaultValue("") String token, @Context UriInfo uri) {
        return switch (doorkeeper.tryToken(token, current.address())) {
            case Verdict.Admitted _ -> {
                Sessions.Session session = sessions.open();
                AuditLog.loggedIn(Operator.of(session));
                yield toPage("/admin", cookie(session.id().reveal(), uri));
            }
            case Verdict.LockedOut locked ->
                Pages.html(
                        Response.status(TOO_MANY).header("Retry-After", seconds(locked)),
                        Templates.login("Too many wrong tries. Wait a minute."));
            case Verdict.Wrong _, Verdict.Stranger _, Verdict.Forged _, Verdict.Closed _ ->
                Pages.html(Response.status(UNAUTHORIZED), Templates.login("That is not the admin token."));
        };
    }

    /** Ends the session. */
    @POST
    @Path("/logout")
    @Operation(hidden = true)
    public Response logout(@Context UriInfo uri) {
        current.operator().map(Operator::session).ifPresent(sessions::close);
        return toPage(PATH, cookie("", uri));
    }

    /** The answer to a wrong token of which there were too many. */
    static Response.ResponseBuilder lockedOut(Verdict.LockedOut locked) {
        return Problem.of(ProblemCode.TOO_MANY_REQUESTS, "Too many wrong tokens from this address.")
                .toResponse()
                .header("Retry-After", seconds(locked));
    }

    private static long seconds(Verdict.LockedOut locked) {
        return locked.retryAfter().plus(ALMOST_A_SECOND).toSeconds();
    }

    private static Response toPage(String path, NewCookie cookie) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", path)
                .cookie(cookie)
                .build();
    }

    /** Lives as long as the browser; an empty value takes it back. */
    private NewCookie cookie(String value, UriInfo uri) {
        return new NewCookie.Builder(CurrentRequest.SESSION_COOKIE)
                .value(value)
                .path("/admin")
                .maxAge(value.isEmpty() ? 0 : NewCookie.DEFAULT_MAX_AGE)
                .httpOnly(true)
                .secure(address.isEncrypted(uri.getRequestUri()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
