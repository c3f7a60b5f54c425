package io.utkast.admin;

import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Secret;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets only holders of the admin token in. */
public class AdminFilter {
    private static final String BEARER = "Bearer ";

    private final @Nullable Secret token;

    AdminFilter(AdminConfig config) {
        token = config.token().filter(secret -> !secret.reveal().isBlank()).orElse(null);
    }

    /** The refusal, or null to let the request pass. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response refuse(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("/admin") && !path.startsWith("/admin/")) {
            return null;
        }
        if (token == null) {
            return Problem.of(ProblemCode.NOT_FOUND, "Set utkast.admin.token to open the admin pages.")
                    .toResponse()
                    .build();
        }
        String authorization = request.getHeaderString("Authorization");
        boolean right = authorization != null
                && authorization.startsWith(BEARER)
                && token.matches(authorization.substring(BEARER.length()));
        return right
                ? null
                : Problem.of(ProblemCode.BAD_KEY, "Send Authorization: Bearer <utkast.admin.token>.")
                        .toResponse()
                        .header("WWW-Authenticate", "Bearer realm=\"utkast admin\"")
                        .build();
    }
}
