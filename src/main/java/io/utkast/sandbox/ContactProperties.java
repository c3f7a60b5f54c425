package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.MissingProperty;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which properties the contacts of an account have, and how an event's tokens write them. Guarded by its {@link Crm}. */
final class ContactProperties {
    private static final int MAXIMUM = 1_000;

    private final Set<String> configured;
    private final Set<String> names;

    ContactProperties(Set<String> configured) {
        this.configured = configured;
        this.names = new HashSet<>(configured);
    }

    /** Writes the tokens that name a property. The e-mail is the contact's name here and is left alone. */
    void write(StoredEvent event, Contact contact, MissingProperty missing) {
        for (Map.Entry<String, String> token : event.content().tokens().entrySet()) {
            String property = event.template().property(token.getKey());
            if (property != null && exists(property, missing)) {
                contact.property(property, token.getValue());
            }
        }
    }

    void clear() {
        names.clear();
        names.addAll(configured);
    }

    private boolean exists(String property, MissingProperty missing) {
        return names.contains(property)
                || (missing == MissingProperty.ADD && names.size() < MAXIMUM && names.add(property));
    }
}
