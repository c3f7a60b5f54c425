package io.utkast.admit;

import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a short hash under a secret key. Who lacks the key can neither find what
 * was hashed by trying it all, nor make two things that collide. Ten times cheaper than an HMAC.
 */
record SipHash(long k0, long k1) {
    private static final int WORD = 8;
    private static final int LENGTH_SHIFT = 56;
    private static final int BYTE = 0xff;

    /** With a new key. */
    static SipHash random(SecureRandom random) {
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** The hash of the first {@code length} bytes. */
    long of(byte[] bytes, int length) {
        Sum sum = new Sum(k0, k1);
        int whole = length - length % WORD;
        for (int i = 0; i < whole; i += WORD) {
            sum.take(word(bytes, i, WORD));
        }
        sum.take(word(bytes, whole, length - whole) | ((long) length << LENGTH_SHIFT));
        return sum.end();
    }

    private static long word(byte[] bytes, int from, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (bytes[from + i] & BYTE);
        }
        return word;
    }

    @Override
    public String toString() {
        return "SipHash[***]";
    }

    /** The four words of state; names and rotations are the paper's. */
    private static final class Sum {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        Sum(long k0, long k1) {
            v0 = k0 ^ 0x736f6d6570736575L;
            v1 = k1 ^ 0x646f72616e646f6dL;
            v2 = k0 ^ 0x6c7967656e657261L;
            v3 = k1 ^ 0x7465646279746573L;
        }

        void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long end() {
            v2 ^= BYTE;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
