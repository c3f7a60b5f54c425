package io.utkast.admin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.utkast.site.Secret;
import java.util.Optional;

/** The operator's door. */
@ConfigMapping(prefix = "utkast.admin")
public interface AdminConfig {

    /** Opens the door; without it, all of /admin answers 404. */
    Optional<Secret> token();

    /**
     * Whether {@code /admin/templates} compares and changes HubSpot's event templates. Off: they belong to the app, and so
     * to all of its customers; who runs one portal need not be who may change them.
     */
    @WithDefault("false")
    boolean templates();

    /** Log-in by an identity provider, which a build with {@code -Poidc} knows; the provider itself is {@code quarkus.oidc}. */
    Oidc oidc();

    /** Who may come in by it. */
    interface Oidc {
        /** The role that a person must have; without it nobody comes in this way. */
        Optional<String> role();
    }
}
