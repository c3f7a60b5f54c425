package io.utkast.admin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.utkast.site.Secret;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes the parts of the operator's door. */
@Singleton
final class AdminWiring {

    void check(@Observes StartupEvent event, AdminConfig config, Instance<SingleSignOn> signOn) {
        check(config, signOn.isResolvable());
    }

    /** A key that would do nothing would leave people before a door that they believe open. */
    static void check(AdminConfig config, boolean knowsOidc) {
        if (config.oidc().role().isPresent() && !knowsOidc) {
            throw new ConfigurationException(
                    "utkast.admin.oidc.role: this build knows no OIDC; take one made with -Poidc, or remove the key");
        }
    }

    @Produces
    @Singleton
    Sessions sessions() {
        return new Sessions(Ticker.systemTicker(), new SecureRandom());
    }

    @Produces
    @Singleton
    Doorkeeper doorkeeper(AdminConfig config, Sessions sessions) {
        Secret token =
                config.token().filter(secret -> !secret.reveal().isBlank()).orElse(null);
        return new Doorkeeper(token, sessions, new WrongTries(Ticker.systemTicker()));
    }

    @Produces
    @Singleton
    Connections connections() {
        return new Connections(Ticker.systemTicker(), new SecureRandom());
    }
}
