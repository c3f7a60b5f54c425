package io.utkast.admin;

import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.site.Secret;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes the parts of the operator's door. */
@Singleton
final class AdminWiring {

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
