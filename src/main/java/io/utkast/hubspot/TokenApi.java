package io.utkast.hubspot;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** HubSpot's OAuth endpoints; the credentials go in the body ({@link FormFields}), never in the URL. */
@Path("/oauth/{version}/token")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.APPLICATION_JSON)
interface TokenApi {

    @POST
    Response token(@PathParam("version") String version, String form);

    @POST
    @Path("/introspect")
    Response introspect(@PathParam("version") String version, String form);
}
