package io.utkast.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The style, the script and the icon of the pages. They hold nothing secret: the log-in page needs them too. */
@Path(PageFiles.PATH)
public class PageFiles {
    static final String PATH = "/admin/ui";

    private static final Map<String, String> TYPES = Map.of(
            "admin.css", "text/css;charset=utf-8",
            "admin.js", "text/javascript;charset=utf-8",
            "figures.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, byte[]> files = new TreeMap<>();

    PageFiles() {
        TYPES.keySet().forEach(name -> files.put(name, read(name)));
    }

    /** One file. */
    @GET
    @Path("/{name}")
    @Operation(hidden = true)
    public Response file(@PathParam("name") String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new NotFoundException();
        }
        return Response.ok(file).type(TYPES.get(name)).build();
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/admin-ui/" + name)) {
            if (in == null) {
                throw new IllegalStateException("admin-ui/" + name + " is missing from the application");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
