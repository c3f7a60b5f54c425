package io.utkast.hubspot.vault;

import io.utkast.event.PortalKey;
import io.utkast.hubspot.RefreshTokens;
import io.utkast.site.Secret;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One portal's refresh token, stored whenever it is another one than what a restart would find. */
final class PortalTokens implements RefreshTokens {
    private static final Logger LOG = Logger.getLogger(PortalTokens.class);
    private static final String NO_KEY =
            "the refresh token is in memory only and is lost with this process: set utkast.secret-key";
    private static final String DISK =
            "the refresh token is in memory only and is lost with this process: it could not be written to"
                    + " utkast.data-dir";

    private final TokenVault vault;
    private final PortalKey portal;
    private final @Nullable Secret configured;
    private volatile Optional<Secret> current;
    private volatile @Nullable String warning;

    PortalTokens(TokenVault vault, PortalKey portal, @Nullable Secret configured) {
        this.vault = vault;
        this.portal = portal;
        this.configured = configured;
        this.current = afterRestart();
    }

    @Override
    public Optional<Secret> current() {
        return current;
    }

    @Override
    public synchronized void issued(Secret token) {
        current = Optional.of(token);
        if (current.equals(afterRestart())) {
            warning = null;
        } else if (vault.canStore()) {
            store(token);
        } else {
            warn(NO_KEY, null);
        }
    }

    @Override
    public Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    private Optional<Secret> afterRestart() {
        return vault.stored(portal, configured).or(() -> Optional.ofNullable(configured));
    }

    private void store(Secret token) {
        try {
            vault.store(portal, configured, token);
            warning = null;
            LOG.infof("Refresh token stored portal=%s", portal);
        } catch (IOException e) {
            warn(DISK, e);
        }
    }

    /** Once for each trouble: a token comes every half hour. */
    private void warn(String text, @Nullable Exception cause) {
        if (!text.equals(warning)) {
            LOG.errorf(cause, "Refresh token not stored portal=%s reason=\"%s\"", portal, text);
        }
        warning = text;
    }
}
