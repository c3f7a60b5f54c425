package io.utkast.collect;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses as well as it goes: done once, read often. */
public final class Compression {
    private static final int BEST_BROTLI = 11;

    private Compression() {}

    /** In the form that every browser takes. */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new BestGzip(bytes)) {
            zipped.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Null where brotli4j has no library for this machine, or none that it may unpack and load. */
    static byte @Nullable [] brotli(byte[] plain) {
        if (!Brotli4jLoader.isAvailable()) {
            return null;
        }
        try {
            return Encoder.compress(plain, new Encoder.Parameters().setQuality(BEST_BROTLI));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Browsers name what they take, without weights; {@code ;q=0} is a no. */
    public static boolean accepts(@Nullable String encodings, String encoding) {
        return encodings != null
                && Arrays.stream(encodings.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals(encoding)
                                || (one.startsWith(encoding + ';') && !one.matches(".*;\\s*q=0(\\.0*)?")));
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
