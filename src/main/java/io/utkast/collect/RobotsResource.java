package io.utkast.collect;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /robots.txt}: nothing here is for search engines. */
@Path("/robots.txt")
public class RobotsResource {

    /** Disallows all. */
    @GET
    @NonBlocking
    @Produces(MediaType.TEXT_PLAIN)
    public String robots() {
        return "User-agent: *\nDisallow: /\n";
    }
}
