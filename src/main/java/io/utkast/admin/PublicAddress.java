package io.utkast.admin;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How people reach this gateway.
 *
 * @param configured {@code utkast.public-url}; null: under the address that a request came to
 */
public record PublicAddress(@Nullable URI configured) {

    /** Without a slash at its end. */
    String base(URI request) {
        URI base = configured != null ? configured : request.resolve("/");
        return base.toString().replaceAll("/+$", "");
    }

    /** Whether a cookie may be for encrypted connections only; a proxy may have taken the encryption off before us. */
    boolean isEncrypted(URI request) {
        return "https".equals(request.getScheme())
                || (configured != null
                        && "https".equals(configured.getScheme())
                        && configured.getHost().equals(request.getHost()));
    }
}
