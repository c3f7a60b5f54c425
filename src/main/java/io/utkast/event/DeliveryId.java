package io.utkast.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The event's id at HubSpot: {@code <prefix>:<site>:<hash>}, where hash is the lower-case hex of the first 16 bytes of
 * SHA-256 over {@code <utk>:<event id>}.
 *
 * <p>It is computed at admission and stored, so a retry, a replay or a crash sends the same one; as the utk is hashed
 * in, no visitor can take another's event.
 */
public record DeliveryId(String value) {
    private static final int HASH_BYTES = 16;
    /** Kept for each thread: to find one costs as much as to use it. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(DeliveryId::sha256);

    /** The id of the event of this visitor, under the portal's prefix: its hub id if configured, else its key. */
    public static DeliveryId of(String prefix, SiteKey site, Utk utk, EventId event) {
        byte[] digest = SHA_256.get().digest((utk.value() + ":" + event.value()).getBytes(StandardCharsets.US_ASCII));
        return new DeliveryId(prefix + ":" + site + ":" + HexFormat.of().formatHex(digest, 0, HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
