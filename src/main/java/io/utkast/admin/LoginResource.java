package io.utkast.admin;

import io.quarkus.qute.TemplateInstance;
import io.utkast.admin.Doorkeeper.Verdict;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.enterprise.inject.Instance;
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
    private final SessionCookie cookie;
    private final Instance<SingleSignOn> signOn;

    LoginResource(
            Doorkeeper doorkeeper,
            Sessions sessions,
            CurrentRequest current,
            PublicAddress address,
            Instance<SingleSignOn> signOn) {
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.current = current;
        this.signOn = signOn;
        cookie = new SessionCookie(address);
    }

    /** The page. */
    @GET
    @Path("/login")
    @Operation(hidden = true)
    public Response page() {
        return Pages.html(Response.ok(), loginPage(""));
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
                yield toPage("/admin", cookie.of(session, uri));
            }
            case Verdict.LockedOut locked ->
                Pages.html(
                        Response.status(TOO_MANY).header("Retry-After", seconds(locked)),
                        loginPage("Too many wrong tries. Wait a minute."));
            case Verdict.Wrong _, Verdict.Stranger _, Verdict.Forged _, Verdict.Closed _ ->
                Pages.html(Response.status(UNAUTHORIZED), loginPage("That is not the admin token."));
        };
    }

    /** Ends the session. */
    @POST
    @Path("/logout")
    @Operation(hidden = true)
    public Response logout(@Context UriInfo uri) {
        current.operator().map(Operator::session).ifPresent(sessions::close);
        return toPage(PATH, cookie.gone(uri));
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

    private TemplateInstance loginPage(String fault) {
        return Templates.login(fault, signOn.isResolvable() && signOn.get().isOpen());
    }

    private static Response toPage(String path, NewCookie cookie) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", path)
                .cookie(cookie)
                .build();
    }
}
