package io.utkast.collect;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses as well as it goes: done once, read often. */
final class Compression {
    private static final int BEST_BROTLI = 11;

    private Compression() {}

    static byte[] gzip(byte[] plain) {
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

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream bytes) throws IOException {
            super(bytes);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
