package io.utkast.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The apps that may talk to the OAuth endpoints, by the credentials of the accounts. */
final class Clients {
    private final Portals portals;

    Clients(Portals portals) {
        this.portals = portals;
    }

    /** What is wrong with the form's client id and secret. */
    Optional<OAuthError> problem(Map<String, String> form) {
        List<Portal> known = of(field(form, "client_id"));
        if (known.isEmpty()) {
            return Optional.of(OAuthError.BAD_CLIENT_ID);
        }
        String secret = field(form, "client_secret");
        return known.stream()
                        .anyMatch(portal -> portal.account().client().secret().equals(secret))
                ? Optional.empty()
                : Optional.of(OAuthError.BAD_CLIENT_SECRET);
    }

    /** The portals in which an app may be installed. */
    List<Portal> of(String clientId) {
        return portals.all().stream()
                .filter(portal -> portal.account().client().id().equals(clientId))
                .toList();
    }

    /** One portal of the form's app, which has passed {@link #problem}. */
    Portal first(Map<String, String> form) {
        return of(field(form, "client_id")).getFirst();
    }

    boolean owns(Map<String, String> form, Portal portal) {
        return portal.account().client().id().equals(field(form, "client_id"));
    }

    static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "");
    }
}
