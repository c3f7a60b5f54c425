package io.utkast.hubspot.vault;

import io.utkast.event.PortalKey;
import io.utkast.hubspot.RefreshTokens;
import io.utkast.hubspot.vault.VaultFile.Entry;
import io.utkast.site.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the refresh tokens of all portals in one encrypted file. Without a key it keeps nothing, and each portal says so
 * when it has something to keep.
 *
 * <p>Thread-safe; writing blocks until the disk has it.
 */
public final class TokenVault {
    /** The file's name in {@code utkast.data-dir}. */
    public static final String FILE = "tokens.json";

    private final VaultFile file;
    private final @Nullable Sealer sealer;
    private Map<String, Entry> entries;

    private TokenVault(VaultFile file, @Nullable Sealer sealer, Map<String, Entry> entries) {
        this.file = file;
        this.sealer = sealer;
        this.entries = entries;
    }

    /**
     * Opens the file, which need not be there yet. Only {@link RefreshTokens#issued} writes it.
     *
     * @param key 32 bytes in base64; null: nothing can be stored
     * @throws VaultException if there are stored tokens and the key does not open every one of them; nothing is changed
     */
    @SuppressWarnings("UnusedException") // the start prints a mistake plainly only if nothing caused it
    public static TokenVault open(Path path, @Nullable Secret key) throws VaultException {
        VaultFile file = new VaultFile(path);
        Map<String, Entry> entries;
        try {
            entries = file.read();
        } catch (IOException e) {
            throw new VaultException("utkast.data-dir: the stored refresh tokens in " + path + " cannot be read ("
                    + e.getClass().getSimpleName() + "); move the file away and connect the portals again at /admin");
        }
        if (key == null) {
            if (!entries.isEmpty()) {
                throw new VaultException("utkast.secret-key: is needed, since " + path
                        + " holds refresh tokens; set the key that they were stored with");
            }
            return new TokenVault(file, null, entries);
        }
        Sealer sealer = new Sealer(key, new SecureRandom());
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (sealer.open(new PortalKey(entry.getKey()), entry.getValue().sealed())
                    .isEmpty()) {
                throw new VaultException("utkast.secret-key: does not open the refresh token of portal "
                        + entry.getKey() + " in " + path + "; set the key that it was stored with, or move the file"
                        + " away and connect the portals again at /admin");
            }
        }
        return new TokenVault(file, sealer, entries);
    }

    /**
     * The portal's token: the stored one as long as the configured one is the same as when it was stored, or is gone;
     * else the configured one.
     */
    public RefreshTokens of(PortalKey portal, @Nullable Secret configured) {
        return new PortalTokens(this, portal, configured);
    }

    /** Whether there is a key to store with. */
    boolean canStore() {
        return sealer != null;
    }

    synchronized Optional<Secret> stored(PortalKey portal, @Nullable Secret configured) {
        Entry entry = entries.get(portal.value());
        if (entry == null || sealer == null) {
            return Optional.empty();
        }
        boolean overruled = configured != null
                && !MessageDigest.isEqual(entry.configured(), sealer.fingerprint(portal, configured));
        return overruled ? Optional.empty() : sealer.open(portal, entry.sealed());
    }

    /** Stores the token; call it only if {@link #canStore}. */
    synchronized void store(PortalKey portal, @Nullable Secret configured, Secret token) throws IOException {
        if (sealer == null) {
            throw new IOException("there is no key");
        }
        Map<String, Entry> next = new TreeMap<>(entries);
        next.put(portal.value(), new Entry(sealer.fingerprint(portal, configured), sealer.seal(portal, token)));
        file.write(next);
        entries = next;
    }
}
