package io.utkast.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.site.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of the page tokens: derived from {@code utkast.secret-key}, else random and kept in {@code data-dir}, so that the
 * pages that are open survive a restart.
 */
final class PageTokenKey {
    private static final int BYTES = 32;
    private static final String FILE = "page-token.key";
    private static final String PURPOSE = "utkast page token";

    private PageTokenKey() {}

    /** @param data null if no site has tokens: then nothing is written */
    static byte[] of(Optional<Secret> secretKey, @Nullable DataDirectory data) {
        if (secretKey.isPresent()) {
            return derive(Base64.getDecoder().decode(secretKey.get().reveal()));
        }
        return data == null ? random() : kept(data);
    }

    /** Not the secret key itself, which encrypts what is stored: a token must tell nothing about that. */
    private static byte[] derive(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return mac.doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java platform has HmacSHA256", e);
        }
    }

    // Quarkus prints a configuration mistake plainly only if nothing caused it.
    @SuppressWarnings("UnusedException")
    private static byte[] kept(DataDirectory data) {
        try {
            return data.readOrWrite(FILE, random());
        } catch (IOException e) {
            throw new ConfigurationException("utkast.data-dir: " + FILE + " cannot be kept there: " + e.getMessage());
        }
    }

    private static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
