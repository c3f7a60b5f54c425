package io.utkast.collect;

import java.util.Locale;
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
        return Gunzip.unpack(raw, LARGEST + 1)
                .<Body>map(bytes -> bytes.length > LARGEST ? new TooLarge() : new Decoded(bytes))
                .orElseGet(Broken::new);
    }
}
