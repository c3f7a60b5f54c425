package io.utkast.sandbox;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A contact of the CRM. Not thread-safe: guarded by its {@link Crm}. */
final class Contact {
    private static final int MAXIMUM_PROPERTIES = 500;

    private final String id;
    private final Instant createdAt;
    private final Set<String> utks = new LinkedHashSet<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Timeline timeline = new Timeline();
    private String email;

    Contact(String id, String email, Instant createdAt) {
        this.id = id;
        this.email = email;
        this.createdAt = createdAt;
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    String email() {
        return email;
    }

    void email(String changed) {
        email = changed;
    }

    /** Takes over the names that are given. */
    void named(@Nullable String first, @Nullable String last) {
        if (first != null) {
            property("firstname", first);
        }
        if (last != null) {
            property("lastname", last);
        }
    }

    /** Sets a property; beyond 500 of them a new one is ignored. */
    void property(String name, String value) {
        if (properties.containsKey(name) || properties.size() < MAXIMUM_PROPERTIES) {
            properties.put(name, value);
        }
    }

    Map<String, String> properties() {
        return Collections.unmodifiableMap(properties);
    }

    Set<String> utks() {
        return utks;
    }

    Timeline timeline() {
        return timeline;
    }
}
