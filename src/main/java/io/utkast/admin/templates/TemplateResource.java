package io.utkast.admin.templates;

import io.utkast.admin.AdminConfig;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /admin/templates}: what {@code templates plan} and {@code apply} do, where the configuration allows it. */
@Path("/admin/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class TemplateResource {
    private final AdminConfig config;
    private final TemplateDesk desk;

    TemplateResource(AdminConfig config, TemplateDesk desk) {
        this.config = config;
        this.desk = desk;
    }

    /** Shows what differs; changes nothing. */
    @POST
    @Path("/plan")
    @Operation(summary = "How HubSpot's event templates differ from what the configuration uses")
    public Response plan() {
        return answer(false);
    }

    /** Shows what differs, then creates and updates. Never deletes. */
    @POST
    @Path("/apply")
    @Operation(summary = "Bring HubSpot's event templates in line with the configuration")
    public Response apply() {
        return answer(true);
    }

    private Response answer(boolean apply) {
        return config.templates()
                ? Response.ok(desk.run(apply)).build()
                : Problem.of(ProblemCode.NOT_FOUND, "Set utkast.admin.templates, or use the command templates.")
                        .toResponse()
                        .build();
    }
}
