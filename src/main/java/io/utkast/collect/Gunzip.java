package io.utkast.collect;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one gzip member (RFC 1952) up to a bound. A second member is refused: no browser sends one, and Java's own
 * stream goes one call deeper for each.
 */
final class Gunzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int DEFLATE = 8;
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int BYTE = 0xff;

    private final byte[] zipped;
    private int position = HEADER;

    private Gunzip(byte[] zipped) {
        this.zipped = zipped;
    }

    /** The unpacked bytes, cut at {@code most}; empty if the input is no whole gzip member. */
    static Optional<byte[]> unpack(byte[] zipped, int most) {
        try {
            return new Gunzip(zipped).unpack(most);
        } catch (DataFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> unpack(int most) throws DataFormatException {
        if (zipped.length < HEADER + TRAILER || at(0) != 0x1f || at(1) != 0x8b || at(2) != DEFLATE) {
            return Optional.empty();
        }
        skipHeader(at(3));
        byte[] bytes = new byte[most];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(zipped, position, zipped.length - position);
            int length = 0;
            while (length < most && !inflater.finished()) {
                int read = inflater.inflate(bytes, length, most - length);
                if (read == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                length += read;
            }
            byte[] unpacked = Arrays.copyOf(bytes, length);
            boolean whole = inflater.finished() && inflater.getRemaining() == TRAILER && checksumFits(unpacked);
            return whole || length == most ? Optional.of(unpacked) : Optional.empty();
        }
    }

    private void skipHeader(int flags) {
        if ((flags & FLAG_EXTRA) != 0) {
            position += 2 + at(position) + (at(position + 1) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_CRC) != 0) {
            position += 2;
        }
        if (position >= zipped.length) {
            throw new ArrayIndexOutOfBoundsException(position);
        }
    }

    private void skipText() {
        while (at(position) != 0) {
            position++;
        }
        position++;
    }

    private boolean checksumFits(byte[] unpacked) {
        CRC32 crc = new CRC32();
        crc.update(unpacked);
        int from = zipped.length - TRAILER;
        long told = at(from) | (at(from + 1) << 8) | (at(from + 2) << 16) | ((long) at(from + 3) << 24);
        return crc.getValue() == told;
    }

    private int at(int index) {
        return zipped[index] & BYTE;
    }
}
