package io.utkast.admin;

import io.utkast.admin.Connections.Pending;
import io.utkast.admin.Connections.Return;
import io.utkast.deliver.Lane;
import io.utkast.deliver.Lanes;
import io.utkast.hubspot.HubSpotDestinations;
import io.utkast.hubspot.Installation;
import io.utkast.hubspot.MappingReviews;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /oauth/callback}: where HubSpot sends the browser back to. The operator's session does not come along from
 * another site; what counts is the {@code state} and the cookie of the browser that began.
 */
@Path(CallbackResource.PATH)
public class CallbackResource {
    static final String PATH = "/oauth/callback";
    static final String COOKIE = "utkast-connect";

    private static final int BAD_REQUEST = 400;
    private static final int BAD_GATEWAY = 502;

    private final HubSpotDestinations destinations;
    private final Lanes lanes;
    private final Connections connections;
    private final CurrentRequest current;
    private final MappingReviews reviews;

    CallbackResource(
            HubSpotDestinations destinations,
            Lanes lanes,
            Connections connections,
            CurrentRequest current,
            MappingReviews reviews) {
        this.destinations = destinations;
        this.lanes = lanes;
        this.connections = connections;
        this.current = current;
        this.reviews = reviews;
    }

    /** What HubSpot sends along: a code and the state, or an error and the state. */
    @GET
    @Operation(hidden = true)
    public Response back(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("error") @Nullable String error,
            @QueryParam("error_description") @Nullable String description) {
        return switch (connections.back(state, current.cookie(COOKIE))) {
            case Return.Unknown _ ->
                failed(BAD_REQUEST, "This link was used already, or is older than ten minutes. Start again.");
            case Return.OtherBrowser _ -> failed(BAD_REQUEST, "Another browser started this. Start again in this one.");
            case Return.Expected(Pending pending) -> arrived(pending, code, said(error, description));
        };
    }

    /** What HubSpot says of a refusal; null if it is none. */
    private static @Nullable String said(@Nullable String error, @Nullable String description) {
        return error == null || description == null ? error : description + " (" + error + ")";
    }

    private Response arrived(Pending pending, @Nullable String code, @Nullable String refusal) {
        if (refusal != null) {
            return failed(pending, BAD_REQUEST, "HubSpot says: " + refusal);
        }
        return code == null || code.isBlank()
                ? failed(pending, BAD_REQUEST, "HubSpot sent no code. Start again.")
                : redeem(pending, code);
    }

    private Response redeem(Pending pending, String code) {
        Installation installation = destinations.installation(pending.portal()).orElseThrow();
        return switch (installation.redeem(code, pending.attempt())) {
            case Installation.Result.Installed _ -> {
                AuditLog.connected(pending.who(), pending.portal().value(), true);
                lanes.of(pending.portal()).ifPresent(Lane::authorized);
                reviews.start(pending.portal());
                String note = installation.warning().orElse("");
                yield Pages.html(
                        Response.ok(), Templates.connected(pending.portal().value(), note));
            }
            case Installation.Result.Refused(String why) -> failed(pending, BAD_GATEWAY, why);
        };
    }

    private static Response failed(Pending pending, int status, String why) {
        AuditLog.connected(pending.who(), pending.portal().value(), false);
        return failed(status, why);
    }

    private static Response failed(int status, String why) {
        return Pages.html(Response.status(status), Templates.refused(why));
    }
}
