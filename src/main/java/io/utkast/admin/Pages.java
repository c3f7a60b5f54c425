package io.utkast.admin;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;

/** The pages for people. */
final class Pages {
    private static final String HTML = "text/html;charset=utf-8";

    private Pages() {}

    /** @param fault what was wrong with the last try; empty at first */
    static TemplateInstance login(String fault) {
        return Templates.login(fault);
    }

    /** @param note what to know about it; empty if all is well */
    static TemplateInstance connected(String portal, String note) {
        return Templates.connected(portal, note);
    }

    static TemplateInstance notConnected(String why) {
        return Templates.refused(why);
    }

    static TemplateInstance dashboard(Dashboard page) {
        return Templates.dashboard(page);
    }

    static Response html(Response.ResponseBuilder response, TemplateInstance page) {
        return response.type(HTML).entity(page.render()).build();
    }
}
