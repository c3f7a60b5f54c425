package io.utkast.sandbox;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page of the sandbox: static files of this application, with a policy that lets nothing else in. */
final class Pages {
    private static final Map<String, String> HEADERS = Map.of(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "x-content-type-options",
            "nosniff",
            "referrer-policy",
            "same-origin",
            "cache-control",
            "no-cache");

    private final Map<String, Reply> byPath = new LinkedHashMap<>();

    Pages() {
        Reply page = file("index.html", "text/html;charset=utf-8");
        byPath.put("/sandbox", page);
        byPath.put("/sandbox/", page);
        byPath.put("/sandbox/sandbox.css", file("sandbox.css", "text/css;charset=utf-8"));
        byPath.put("/sandbox/sandbox.js", file("sandbox.js", "text/javascript;charset=utf-8"));
        byPath.put("/sandbox/view.js", file("view.js", "text/javascript;charset=utf-8"));
        byPath.put("/sandbox/icon.svg", file("icon.svg", "image/svg+xml"));
    }

    void mount(Router router) {
        byPath.forEach((path, reply) -> router.get(path).handler(ctx -> Door.write(ctx, reply)));
    }

    private static Reply file(String name, String type) {
        try (InputStream in = Pages.class.getResourceAsStream("/sandbox-ui/" + name)) {
            if (in == null) {
                throw new IllegalStateException("sandbox-ui/" + name + " is missing from the application");
            }
            return new Reply(200, Map.of("content-type", type), in.readAllBytes()).with(HEADERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
