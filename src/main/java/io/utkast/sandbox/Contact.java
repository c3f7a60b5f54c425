package io.utkast.sandbox;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A contact of the CRM. Not thread-safe: guarded by its {@link Crm}. */
final class Contact {
    private final String id;
    private final Instant createdAt;
    private final Set<String> utks = new LinkedHashSet<>();
    private final Timeline timeline = new Timeline();
    private String email;
    private @Nullable String firstName;
    private @Nullable String lastName;

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

    @Nullable
    String firstName() {
        return firstName;
    }

    @Nullable
    String lastName() {
        return lastName;
    }

    /** Takes over the names that are given. */
    void named(@Nullable String first, @Nullable String last) {
        firstName = first == null ? firstName : first;
        lastName = last == null ? lastName : last;
    }

    Set<String> utks() {
        return utks;
    }

    Timeline timeline() {
        return timeline;
    }
}
