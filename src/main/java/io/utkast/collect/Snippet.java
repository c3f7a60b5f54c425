package io.utkast.collect;

import io.utkast.event.AutomaticEvents;
import io.utkast.event.EventType;
import io.utkast.site.Site;
import io.utkast.site.Site.SnippetBuild;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The snippet of one site: the built file with the site's settings baked in, JavaScript in UTF-8.
 *
 * <p>It is compressed when it is first asked for, which takes some ten milliseconds: with hundreds of sites the start would
 * take seconds.
 */
final class Snippet {
    private static final String PLACEHOLDER = "\"%UTKAST_SETTINGS%\"";
    private static final int HASH_BYTES = 12;

    private final byte[] plain;
    private final String hash;
    private final Function<byte[], Compressed> compression;
    private volatile @Nullable Compressed compressed;

    private Snippet(byte[] plain, String hash, Function<byte[], Compressed> compression) {
        this.plain = plain;
        this.hash = hash;
        this.compression = compression;
    }

    /** @param brotli null where there is no encoder, or it is not worth its time */
    private record Compressed(byte[] gzip, byte @Nullable [] brotli) {
        static Compressed best(byte[] plain) {
            return new Compressed(Compression.gzip(plain), Compression.brotli(plain));
        }

        static Compressed quick(byte[] plain) {
            return new Compressed(Compression.gzip(plain), null);
        }
    }

    /** @param path the collect endpoint: absolute, or a path that the snippet resolves against its own address */
    static Snippet of(String template, Site site, String path) {
        JsonObject settings = new JsonObject().put("site", site.key().value()).put("path", path);
        if (site.snippet() == SnippetBuild.FULL) {
            // The core build reads neither, so it is spared them.
            putWords(settings, "query", site.queryParams());
            putWords(settings, "events", automatic(site));
        }
        byte[] plain = template.replace(PLACEHOLDER, settings.encode()).getBytes(StandardCharsets.UTF_8);
        return new Snippet(plain, hash(plain), Compressed::best);
    }

    /** One of earlier settings: rarely asked for, as browsers keep it for a year, so not worth the time of Brotli. */
    static Snippet earlier(byte[] plain, String hash) {
        return new Snippet(plain, hash, Compressed::quick);
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

    byte[] plain() {
        return plain;
    }

    /** Whether it was asked for before, so that it is to be had without a wait. */
    boolean isCompressed() {
        return compressed != null;
    }

    /** The same, compressed. */
    byte[] gzip() {
        return compressed().gzip();
    }

    /** The same, compressed better; null where that cannot be had. */
    byte @Nullable [] brotli() {
        return compressed().brotli();
    }

    /** Two threads may make it at the same time; it is the same then. */
    private Compressed compressed() {
        Compressed made = compressed;
        if (made == null) {
            made = compression.apply(plain);
            compressed = made;
        }
        return made;
    }

    /** Names the content, in its address and its entity tag. */
    String hash() {
        return hash;
    }

    /** Names the content of a file. */
    static String hash(byte[] plain) {
        return HexFormat.of().formatHex(digest("SHA-256", plain), 0, HASH_BYTES);
    }

    /** A weak entity tag: one for all encodings. */
    String etag() {
        return "W/\"" + hash + '"';
    }

    /** What a browser compares the file with: <a href="https://www.w3.org/TR/SRI/">Subresource Integrity</a>. */
    String integrity() {
        return "sha384-" + Base64.getEncoder().encodeToString(digest("SHA-384", plain));
    }

    private static Collection<String> automatic(Site site) {
        return site.events().keySet().stream()
                .map(EventType::value)
                .filter(AutomaticEvents.ALL::contains)
                .toList();
    }

    /** As the snippet reads lists: with spaces between. Sorted, so that the same settings make the same file. */
    private static void putWords(JsonObject settings, String name, Collection<String> words) {
        if (!words.isEmpty()) {
            settings.put(name, words.stream().sorted().collect(Collectors.joining(" ")));
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has " + algorithm, e);
        }
    }
}
