package io.utkast.admin;

import io.utkast.admin.Doorkeeper.Verdict;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the operator's door: lets in whom the doorkeeper admits, and writes down what they change. It is the only
 * filter, since each costs every event of the browser's door a little.
 */
public class AdminFilter {
    /** No other page may frame ours, no script and no style but our own files runs in it, nothing of it is kept. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");

    /** Browsers may keep the files of the pages, but ask each time whether they still are the gateway's. */
    private static final Map<String, String> FILE_HEADERS = headersOfFiles();

    private final Instance<Doorkeeper> doorkeeper;
    private final Instance<CurrentRequest> current;
    private final Instance<SingleSignOn> signOn;

    // Quarkus makes filters while it builds the application, when the operator's configuration is not there yet:
    // hence not the doorkeeper itself, but the way to it.
    AdminFilter(Instance<Doorkeeper> doorkeeper, Instance<CurrentRequest> current, Instance<SingleSignOn> signOn) {
        this.doorkeeper = doorkeeper;
        this.current = current;
        this.signOn = signOn;
    }

    /** The refusal, or null to let the request pass. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response refuse(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return isAdmin(path) ? check(request, path) : null;
    }

    private static Map<String, String> headersOfFiles() {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Cache-Control", "no-cache");
        return Map.copyOf(headers);
    }

    private @Nullable Response check(ContainerRequestContext request, String path) {
        current.get().finish(path.startsWith(PageFiles.PATH + "/") ? FILE_HEADERS : HEADERS, AuditLog::acted);
        if (path.equals(SingleSignOn.PATH)) {
            return isSignOnOpen() ? null : noSignOn();
        }
        if (isBeforeTheDoor(path)) {
            return doorkeeper.get().isClosed() ? closed() : null;
        }
        return switch (doorkeeper.get().judge(current.get().knock())) {
            case Verdict.Admitted(Operator operator) -> {
                current.get().admit(operator);
                yield null;
            }
            case Verdict.Closed _ -> closed();
            case Verdict.Stranger _ -> isBrowser(request, path) ? toLogin() : unauthorized("Send");
            case Verdict.Wrong _ -> unauthorized("The token is wrong. Send");
            case Verdict.LockedOut locked -> LoginResource.lockedOut(locked).build();
            case Verdict.Forged _ ->
                Problem.of(ProblemCode.FORBIDDEN, "Send the page's token in " + CurrentRequest.CSRF_HEADER + ".")
                        .toResponse()
                        .build();
        };
    }

    private boolean isSignOnOpen() {
        return !doorkeeper.get().isClosed()
                && signOn.isResolvable()
                && signOn.get().isOpen();
    }

    /** With matrix parameters too, which Quarkus REST drops when it looks for a resource. */
    private static boolean isAdmin(String path) {
        return path.equals("/admin")
                || path.startsWith("/admin/")
                || path.startsWith("/admin;")
                || path.startsWith(CallbackResource.PATH);
    }

    private static boolean isBeforeTheDoor(String path) {
        return path.equals(LoginResource.PATH)
                || path.equals(CallbackResource.PATH)
                || path.startsWith(PageFiles.PATH + "/");
    }

    private static boolean isBrowser(ContainerRequestContext request, String path) {
        String accept = request.getHeaderString("Accept");
        boolean page = path.equals("/admin") || path.equals("/admin/");
        return page && request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
    }

    private static Response toLogin() {
        // A path, not an address: behind a proxy we may not know how browsers reach us.
        return Response.status(Response.Status.SEE_OTHER)
                .header("Location", LoginResource.PATH)
                .build();
    }

    private static Response unauthorized(String begin) {
        return Problem.of(ProblemCode.BAD_KEY, begin + " Authorization: Bearer <utkast.admin.token>.")
                .toResponse()
                .header("WWW-Authenticate", "Bearer realm=\"utkast admin\"")
                .build();
    }

    private static Response noSignOn() {
        return Problem.of(ProblemCode.NOT_FOUND, "This gateway knows no identity provider.")
                .toResponse()
                .build();
    }

    private static Response closed() {
        return Problem.of(ProblemCode.NOT_FOUND, "Set utkast.admin.token to open the admin pages.")
                .toResponse()
                .build();
    }
}
