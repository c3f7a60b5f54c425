package io.utkast.hubspot;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** HubSpot's endpoints for events, as plain HTTP: the {@link Contract} knows the paths and the bodies. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface EventsApi {

    @POST
    @Path("{path}")
    Response post(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
            @Encoded @PathParam("path") String path,
            String json);
}
