package io.utkast.hubspot.vault;

import io.utkast.event.PortalKey;
import io.utkast.site.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts with {@code utkast.secret-key}: AES-256-GCM, a random nonce each time, bound to the portal, so that no token
 * can be moved under another portal's name.
 */
final class Sealer {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecretKeySpec fingerprintKey;
    private final SecureRandom random;

    /** A text that only the key opens. */
    record Sealed(byte[] nonce, byte[] text) {}

    /** @param key 32 bytes in base64 */
    Sealer(Secret key, SecureRandom random) {
        byte[] bytes = Base64.getDecoder().decode(key.reveal());
        this.key = new SecretKeySpec(bytes, "AES");
        // One key, one purpose: that of the fingerprints is derived.
        this.fingerprintKey = new SecretKeySpec(
                hmac(new SecretKeySpec(bytes, MAC), "utkast fingerprint of configured refresh tokens"), MAC);
        this.random = random;
    }

    Sealed seal(PortalKey portal, Secret token) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, nonce, portal).doFinal(utf8(token.reveal()));
            return new Sealed(nonce, text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has AES-GCM", e);
        }
    }

    /** The token; empty if it was sealed with another key or for another portal, or was changed since. */
    Optional<Secret> open(PortalKey portal, Sealed sealed) {
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, sealed.nonce(), portal).doFinal(sealed.text());
            return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Tells whether a configured token is still the same, without telling the token. None has a fingerprint too. */
    byte[] fingerprint(PortalKey portal, @Nullable Secret configured) {
        String token = configured == null ? "" : "=" + configured.reveal();
        return hmac(fingerprintKey, portal.value() + token);
    }

    private Cipher cipher(int mode, byte[] nonce, PortalKey portal) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(utf8(portal.value()));
        return cipher;
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
