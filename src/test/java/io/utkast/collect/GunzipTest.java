package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static final int MOST = 1000;
    private static final byte[] TEXT = "A body, a body, a body.".getBytes(StandardCharsets.UTF_8);

    @Test
    void unpacksOneMember() throws IOException {
        assertThat(Gunzip.unpack(gzip(TEXT), MOST)).hasValue(TEXT);
        assertThat(Gunzip.unpack(gzip(new byte[0]), MOST)).hasValue(new byte[0]);
    }

    @Test
    void skipsOptionalHeaderFields() throws IOException {
        byte[] plain = gzip(TEXT);
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.write(plain, 0, 10);
        named.writeBytes(new byte[] {2, 0, 'x', 'y'});
        named.writeBytes("body.json\0said\0".getBytes(StandardCharsets.US_ASCII));
        named.writeBytes(new byte[] {1, 2});
        named.write(plain, 10, plain.length - 10);
        byte[] bytes = named.toByteArray();
        bytes[3] = 4 | 8 | 16 | 2;

        assertThat(Gunzip.unpack(bytes, MOST)).hasValue(TEXT);
    }

    @Test
    void stopsAtTheBound() throws IOException {
        assertThat(Gunzip.unpack(gzip(new byte[10_000_000]), MOST)).hasValue(new byte[MOST]);
    }

    @Test
    void refusesThousandsOfEmptyMembersWithoutGoingDeeper() throws IOException {
        byte[] empty = gzip(new byte[0]);
        byte[] stacked = new byte[empty.length * 12_000];
        for (int i = 0; i < 12_000; i++) {
            System.arraycopy(empty, 0, stacked, i * empty.length, empty.length);
        }

        assertThat(Gunzip.unpack(stacked, MOST)).isEmpty();
    }

    @Test
    void refusesWhatIsBrokenOrCut() throws IOException {
        byte[] whole = gzip(TEXT);
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 8] ^= 1;

        assertThat(Gunzip.unpack(wrongSum, MOST)).isEmpty();
        assertThat(Gunzip.unpack(TEXT, MOST)).isEmpty();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Gunzip.unpack(Arrays.copyOf(whole, length), MOST)).isEmpty();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(zipped)) {
            stream.write(bytes);
        }
        return zipped.toByteArray();
    }
}
