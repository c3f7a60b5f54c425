package io.utkast.admin;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;

/** Answers with a page for people. */
final class Pages {
    private static final String HTML = "text/html;charset=utf-8";

    private Pages() {}

    static Response html(Response.ResponseBuilder response, TemplateInstance page) {
        return response.type(HTML).entity(page.render()).build();
    }
}
