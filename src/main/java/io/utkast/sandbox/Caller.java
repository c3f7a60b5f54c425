package io.utkast.sandbox;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Who sent a request, by its bearer token. */
sealed interface Caller {
    record Known(Portal portal, Set<String> scopes) implements Caller {}

    record Expired(Portal portal, Instant at) implements Caller {}

    /** A private app's token. */
    record PrivateApp(Portal portal) implements Caller {}

    /** A token that the sandbox never gave. */
    record Unknown() implements Caller {}

    record Nobody() implements Caller {}

    /** The account that the request counts for. */
    default Optional<Portal> account() {
        return switch (this) {
            case Known(Portal portal, Set<String> _) -> Optional.of(portal);
            case Expired(Portal portal, Instant _) -> Optional.of(portal);
            case PrivateApp(Portal portal) -> Optional.of(portal);
            case Unknown _, Nobody _ -> Optional.empty();
        };
    }
}
