package io.utkast.collect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of a request, decoded within its bound: a gzip bomb is unpacked to the bound and no further. */
sealed interface Body {
    /** The largest body after decoding: what a beacon may carry. */
    int LARGEST = 64 * 1024;

    /** Decoded. */
    record Decoded(byte[] bytes) implements Body {}

    /** Larger than {@link #LARGEST}. */
    record TooLarge() implements Body {}

    /** Not in the encoding that the header names. */
    record Broken() implements Body {}

    /** An encoding that is not taken. */
    record UnknownEncoding(String encoding) implements Body {}

    static Body decode(byte[] raw, @Nullable String contentEncoding) {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.trim().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> raw.length > LARGEST ? new TooLarge() : new Decoded(raw);
            case "gzip", "x-gzip" -> unzip(raw);
            default -> new UnknownEncoding(encoding);
        };
    }

    private static Body unzip(byte[] raw) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            byte[] bytes = unzipped.readNBytes(LARGEST + 1);
            return bytes.length > LARGEST ? new TooLarge() : new Decoded(bytes);
        } catch (IOException e) {
            return new Broken();
        }
    }
}
