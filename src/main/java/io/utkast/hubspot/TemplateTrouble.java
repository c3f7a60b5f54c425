package io.utkast.hubspot;

/** HubSpot's event templates could not be read or changed; the message says why and what to do. */
public final class TemplateTrouble extends Exception {
    TemplateTrouble(String message) {
        super(message);
    }
}
