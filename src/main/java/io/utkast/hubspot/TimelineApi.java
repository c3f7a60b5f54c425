package io.utkast.hubspot;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** HubSpot's v3 timeline API: create one event, create many. */
@Path("/integrators/timeline/v3/events")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface TimelineApi {

    @POST
    Response create(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, TimelineEvent event);

    @POST
    @Path("/batch/create")
    Response createBatch(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, TimelineBatch batch);
}
