package io.utkast.hubspot.vault;

/** The stored tokens cannot be used; the message begins with the configuration key to look at. */
public final class VaultException extends Exception {
    VaultException(String message) {
        super(message);
    }
}
