package io.utkast.collect;

import io.utkast.event.SiteKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that stand in a site's short-lived snippet and come back with its events: who sends without having loaded the
 * snippet in the last day is refused. A token is the hour it was made in and an HMAC over site and hour, so that checking
 * one needs no memory.
 */
public final class PageTokens {
    /** In the query of the address that the snippet sends to: so its code, which has no byte to spare, knows no token. */
    static final String PARAMETER = "t";

    private static final int MAC_BYTES = 12;
    private static final int TOKEN_BYTES = Integer.BYTES + MAC_BYTES;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** A page may stay open long after its snippet was loaded; the snippet itself is cached for minutes. */
    private static final int HOURS = 24;

    private final SecretKeySpec key;
    private final Clock clock;

    /** @param key at least 16 bytes; whoever has it can make tokens */
    public PageTokens(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    /** The token of the site in this hour: 22 characters of base64url. */
    public String current(SiteKey site) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token(site, hour()));
    }

    /** Whether the token is the site's, of this hour or one of the last day. */
    boolean accepts(SiteKey site, @Nullable String token) {
        byte[] bytes = decode(token);
        if (bytes.length != TOKEN_BYTES) {
            return false;
        }
        int made = ByteBuffer.wrap(bytes).getInt();
        int age = hour() - made;
        return age >= 0 && age < HOURS && MessageDigest.isEqual(bytes, token(site, made));
    }

    private static byte[] decode(@Nullable String token) {
        try {
            return token == null ? new byte[0] : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private int hour() {
        return (int) (clock.millis() / HOUR);
    }

    private byte[] token(SiteKey site, int hour) {
        byte[] mac = mac((site.value() + ":" + hour).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(TOKEN_BYTES)
                .putInt(hour)
                .put(mac, 0, MAC_BYTES)
                .array();
    }

    private byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has HmacSHA256", e);
        }
    }
}
