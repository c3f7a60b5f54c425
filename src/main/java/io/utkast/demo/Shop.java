package io.utkast.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** The demo shop: static pages with the snippet's tag of one site, under a policy that lets nothing foreign in. */
final class Shop {
    private static final String ROOT = "/demo/";
    private static final String SITE = "{{site}}";
    private static final Pattern SITE_KEY = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final List<String> FILES = List.of(
            "index.html",
            "pricing.html",
            "thanks.html",
            "shop.css",
            "shop.js",
            "utkast-queue.js",
            "hs-stand-in.js",
            "icon.svg",
            "hero.svg",
            "cards.svg",
            "notebook.svg",
            "poster.svg");

    private final String site;

    /** A shop for the site of this key; an {@link IllegalArgumentException} if it cannot be one. */
    Shop(String site) {
        if (!SITE_KEY.matcher(site).matches()) {
            throw new IllegalArgumentException("utkast.demo.site: not a site's key: " + site);
        }
        this.site = site;
    }

    void mount(Router router) {
        router.get("/demo").handler(ctx -> {
            if ("/demo".equals(ctx.request().path())) {
                ctx.response().setStatusCode(308).putHeader("location", ROOT);
                end(ctx, Buffer.buffer());
            } else {
                ctx.next();
            }
        });
        for (String file : FILES) {
            Buffer content = content(file);
            String path = file.equals("index.html") ? ROOT : ROOT + file;
            router.get(path).handler(ctx -> serve(ctx, type(file), content));
        }
    }

    private Buffer content(String file) {
        try (InputStream in = Shop.class.getResourceAsStream("/demo-site/" + file)) {
            if (in == null) {
                throw new IllegalStateException("demo-site/" + file + " is missing from the application");
            }
            return Buffer.buffer(new String(in.readAllBytes(), UTF_8).replace(SITE, site));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(RoutingContext ctx, String type, Buffer content) {
        ctx.response()
                .putHeader("content-type", type)
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "strict-origin-when-cross-origin")
                .putHeader("cache-control", "no-cache");
        end(ctx, content);
    }

    private static void end(RoutingContext ctx, Buffer content) {
        var _ = ctx.response().end(content);
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no content type for " + file);
        };
    }
}
