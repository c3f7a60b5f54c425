package io.utkast.sandbox;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
        byPath.put("/sandbox/stage.js", file("stage.js", "text/javascript;charset=utf-8"));
        byPath.put("/sandbox/view.js", file("view.js", "text/javascript;charset=utf-8"));
        byPath.put("/sandbox/icon.svg", file("icon.svg", "image/svg+xml"));
    }

    void mount(Router router) {
        byPath.forEach((path, reply) -> router.get(path).handler(ctx -> Desk.write(ctx, reply)));
    }

    /** A small page of its own in the sandbox's dress; {@code body} is HTML. */
    static Reply small(int status, String title, String body) {
        String page = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + title + " – Utkast sandbox</title>"
                + "<link rel=\"icon\" href=\"/sandbox/icon.svg\" type=\"image/svg+xml\">"
                + "<link rel=\"stylesheet\" href=\"/sandbox/sandbox.css\"></head>"
                + "<body><main class=\"small\"><article class=\"card\"><img src=\"/sandbox/icon.svg\" alt=\"\" width=\"36\""
                + " height=\"36\"><h1>" + title + "</h1>" + body
                + "<p class=\"hint\">The sandbox asks this in HubSpot's place; nothing leaves this machine.</p>"
                + "</article></main></body></html>\n";
        return Reply.text(status, "text/html;charset=utf-8", page).with(HEADERS);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Reply file(String name, String type) {
        try (InputStream in = Pages.class.getResourceAsStream("/sandbox-ui/" + name)) {
            if (in == null) {
                throw new IllegalStateException("sandbox-ui/" + name + " is missing from the application");
            }
            return new Reply(200, Map.of("content-type", type), in.readAllBytes(), Set.of(Contract.CONTROL))
                    .with(HEADERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
