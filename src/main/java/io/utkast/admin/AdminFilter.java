package io.utkast.admin;

import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import io.utkast.site.Secret;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets only holders of the admin token in. */
public class AdminFilter {
    private static final String BEARER = "Bearer ";

    private final Instance<AdminConfig> config;

    // Quarkus makes filters while it builds the application, when the operator's configuration is not there yet:
    // hence not the configuration itself, but the way to it.
    AdminFilter(Instance<AdminConfig> config) {
        this.config = config;
    }

    /** The refusal, or null to let the request pass. */
    @ServerRequestFilter(preMatching = true)
    public @Nullable Response refuse(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("/admin") && !path.startsWith("/admin/")) {
            return null;
        }
        Secret token = config.get()
                .token()
                .filter(secret -> !secret.reveal().isBlank())
                .orElse(null);
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
