package io.utkast.admin;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Log-in by OIDC; open if the configuration names the role that lets in. */
@Singleton
final class OidcSignOn implements SingleSignOn {
    private static final String ENABLED = "quarkus.oidc.tenant-enabled";

    private final Optional<String> role;
    private final boolean enabled;

    OidcSignOn(AdminConfig config, @ConfigProperty(name = ENABLED) boolean enabled) {
        this.role = config.oidc().role().filter(name -> !name.isBlank());
        this.enabled = enabled;
    }

    void check(@Observes StartupEvent event) {
        if (isOpen() && !enabled) {
            throw new ConfigurationException(
                    ENABLED + ": must be true where utkast.admin.oidc.role is set, with quarkus.oidc.auth-server-url");
        }
    }

    @Override
    public boolean isOpen() {
        return role.isPresent();
    }

    /** The role that lets in. */
    Optional<String> role() {
        return role;
    }
}
