package io.utkast.admin;

import io.utkast.event.PortalKey;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.Installation;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/portals/{portal}/connect}: begins the installation of the app in a portal. */
@Path("/admin/portals/{portal}/connect")
public class ConnectResource {
    private final HubSpotDestinations destinations;
    private final Connections connections;
    private final CurrentRequest current;
    private final PublicAddress address;

    ConnectResource(
            HubSpotDestinations destinations, Connections connections, CurrentRequest current, PublicAddress address) {
        this.destinations = destinations;
        this.connections = connections;
        this.current = current;
        this.address = address;
    }

    /**
     * Sends the browser to HubSpot: {@code 303}, or {@code 200} for who asks for JSON, both with
     * <code>{"url":"…"}</code>. The cookie that comes along has to be there when HubSpot sends the browser back.
     */
    @POST
    public Response connect(
            @PathParam("portal") String portal, @HeaderParam("Accept") @Nullable String accept, @Context UriInfo uri) {
        PortalKey key = PortalResource.key(portal).orElseThrow(NotFoundException::new);
        Installation installation = destinations.installation(key).orElseThrow(NotFoundException::new);
        URI back = URI.create(address.base(uri.getRequestUri()) + CallbackResource.PATH);
        Installation.Attempt attempt = installation.begin(back);
        String who = current.operator().map(Operator::name).orElse("nobody");
        Connections.Pending pending = connections.begin(key, attempt, who);
        String page = installation.authorizePage(attempt).toString();
        boolean json = accept != null && accept.contains(MediaType.APPLICATION_JSON);
        Response.ResponseBuilder response = json
                ? Response.ok()
                : Response.status(Response.Status.SEE_OTHER).header("Location", page);
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new JsonObject().put("url", page).encode())
                .cookie(cookie(pending, uri))
                .build();
    }

    /** Lax, not strict: the browser comes back from another site. */
    private NewCookie cookie(Connections.Pending pending, UriInfo uri) {
        return new NewCookie.Builder(CallbackResource.COOKIE)
                .value(pending.browser().reveal())
                .path(CallbackResource.PATH)
                .maxAge((int) Connections.LIFETIME.toSeconds())
                .httpOnly(true)
                .secure(address.isEncrypted(uri.getRequestUri()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
