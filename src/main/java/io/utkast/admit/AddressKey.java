package io.utkast.admit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An IPv4 address or an IPv6 /64 as a keyed hash: the address itself is not kept. */
record AddressKey(long hash) {

    /** Makes keys with a secret of this process, so that a heap dump does not tell addresses by trying them all. */
    static final class Factory {
        private static final int IPV6_PREFIX_BYTES = 8;
        private static final int IPV4_BYTES = 4;
        private final SecretKeySpec secret;
        private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::newMac);

        Factory(SecureRandom random) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            secret = new SecretKeySpec(bytes, "HmacSHA256");
        }

        AddressKey of(byte[] address) {
            int length = address.length == IPV4_BYTES ? IPV4_BYTES : Math.min(address.length, IPV6_PREFIX_BYTES);
            Mac hmac = mac.get();
            hmac.update(address, 0, length);
            return new AddressKey(ByteBuffer.wrap(hmac.doFinal()).getLong());
        }

        private Mac newMac() {
            try {
                Mac hmac = Mac.getInstance("HmacSHA256");
                hmac.init(secret);
                return hmac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("each Java platform has HmacSHA256", e);
            }
        }
    }
}
