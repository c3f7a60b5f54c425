package io.utkast.admin;

import io.smallrye.common.annotation.NonBlocking;
import io.utkast.collect.Compression;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The style, the script and the icon of the pages. They hold nothing secret: the log-in page needs them too. Style and
 * script are built from {@code web-snippet/admin}.
 */
@Path(PageFiles.PATH)
public class PageFiles {
    static final String PATH = "/admin/ui";

    private static final Map<String, String> TYPES = Map.of(
            "admin.css", "text/css;charset=utf-8",
            "admin.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");
    private static final int TAG_BYTES = 12;

    private final Map<String, PageFile> files = new TreeMap<>();

    /** One file; {@code etag} names its content, whatever its encoding. */
    private record PageFile(String type, byte[] plain, byte[] gzip, String etag) {}

    PageFiles() {
        TYPES.forEach((name, type) -> {
            byte[] plain = read(name);
            files.put(name, new PageFile(type, plain, Compression.gzip(plain), etag(plain)));
        });
    }

    /** One file, or 304 if the browser has it. */
    @GET
    @NonBlocking
    @Path("/{name}")
    @Operation(hidden = true)
    public Response file(
            @PathParam("name") String name,
            @HeaderParam("If-None-Match") @Nullable String known,
            @HeaderParam("Accept-Encoding") @Nullable String encodings) {
        PageFile file = files.get(name);
        if (file == null) {
            throw new NotFoundException();
        }
        Response.ResponseBuilder response =
                known != null && known.contains(file.etag()) ? Response.notModified() : body(file, encodings);
        return response.header("ETag", file.etag())
                .header("Vary", "Accept-Encoding")
                .build();
    }

    private static Response.ResponseBuilder body(PageFile file, @Nullable String encodings) {
        Response.ResponseBuilder response = Response.ok().type(file.type());
        return Compression.accepts(encodings, "gzip")
                ? response.entity(file.gzip()).header("Content-Encoding", "gzip")
                : response.entity(file.plain());
    }

    private static String etag(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            return "W/\"" + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("/admin-ui/" + name)) {
            if (in == null) {
                throw new IllegalStateException("admin-ui/" + name + " is not in the jar: run ./mvnw package");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
