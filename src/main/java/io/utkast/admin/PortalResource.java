package io.utkast.admin;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.deliver.Lane;
import io.utkast.deliver.LaneStatus;
import io.utkast.deliver.Lanes;
import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/portals/{portal}}: stops and starts the delivery to one portal. */
@Path("/admin/portals/{portal}")
@Produces(MediaType.APPLICATION_JSON)
public class PortalResource {
    private final Lanes lanes;

    PortalResource(Lanes lanes) {
        this.lanes = lanes;
    }

    /** What the portal's lane does after the action. */
    @RegisterForReflection
    public record PortalState(
            String portal, String state, @Nullable String stateReason) {}

    /** How many held events are tried again. */
    @RegisterForReflection
    public record Released(String portal, int released) {}

    /** Sends nothing until it is resumed; what is under way is settled. */
    @POST
    @Path("/pause")
    public PortalState pause(@PathParam("portal") String portal) {
        Lane lane = lane(portal);
        lane.pause();
        return state(portal, lane);
    }

    /** Ends a pause. */
    @POST
    @Path("/resume")
    public PortalState resume(@PathParam("portal") String portal) {
        Lane lane = lane(portal);
        lane.resume();
        return state(portal, lane);
    }

    /** Tries all held events again. Blocks until they are due. */
    @POST
    @Path("/release")
    public Released release(@PathParam("portal") String portal) {
        return new Released(portal, lane(portal).release());
    }

    private Lane lane(String portal) {
        return key(portal).flatMap(lanes::of).orElseThrow(NotFoundException::new);
    }

    /** The key that somebody wrote; empty if no portal can have it. */
    static Optional<PortalKey> key(String portal) {
        return SiteKey.isValid(portal) ? Optional.of(new PortalKey(portal)) : Optional.empty();
    }

    private static PortalState state(String portal, Lane lane) {
        LaneStatus status = lane.status();
        return new PortalState(portal, status.state().code(), status.reason());
    }
}
