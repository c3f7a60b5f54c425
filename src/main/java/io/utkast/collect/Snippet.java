package io.utkast.collect;

import io.utkast.site.Site;
import io.utkast.site.Site.SnippetBuild;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * The snippet of one site: the built file with the site's settings baked in.
 *
 * @param plain JavaScript in UTF-8
 * @param gzip the same, compressed
 * @param etag a weak entity tag: one for both encodings
 */
record Snippet(byte[] plain, byte[] gzip, String etag) {
    private static final String PLACEHOLDER = "\"%UTKAST_SETTINGS%\"";
    private static final int ETAG_BYTES = 12;

    /** @param path the collect endpoint: absolute, or a path that the snippet resolves against its own address */
    static Snippet of(String template, Site site, String path) {
        JsonObject settings = new JsonObject().put("site", site.key().value()).put("path", path);
        if (site.snippet() == SnippetBuild.FULL) {
            // The core build sends no query at all, so it is spared the list.
            settings.put(
                    "query", new JsonArray(site.queryParams().stream().sorted().toList()));
        }
        byte[] plain = template.replace(PLACEHOLDER, settings.encode()).getBytes(StandardCharsets.UTF_8);
        return new Snippet(plain, gzip(plain), "W/\"" + hash(plain) + '"');
    }

    /** The built file; without it the jar was packaged wrongly, so a missing one stops the start. */
    static String template(SnippetBuild build) {
        String name = build == SnippetBuild.FULL ? "snippet/utkast.full.js" : "snippet/utkast.js";
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the jar: run ./mvnw package");
            }
            String template = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            if (!template.contains(PLACEHOLDER)) {
                throw new IllegalStateException(name + " has no place for the settings");
            }
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
