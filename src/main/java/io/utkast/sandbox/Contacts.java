package io.utkast.sandbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contacts of one account by id, e-mail and utk. Not thread-safe: guarded by its {@link Crm}. */
final class Contacts {
    private static final long FIRST_ID = 101;

    /** The contact touched last comes last. */
    private final LinkedHashMap<String, Contact> byId = new LinkedHashMap<>();

    private final Map<String, Contact> byEmail = new HashMap<>();
    private final Map<String, Contact> byUtk = new HashMap<>();
    private long nextId = FIRST_ID;

    Optional<Contact> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Contact> withUtk(@Nullable String utk) {
        return Optional.ofNullable(byUtk.get(utk));
    }

    /** The contact of an e-mail; a new one if there is none. */
    Contact withEmail(String email, Instant now) {
        return byEmail.computeIfAbsent(fold(email), ignored -> {
            Contact contact = new Contact(Long.toString(nextId++), email, now);
            byId.put(contact.id(), contact);
            return contact;
        });
    }

    void link(String utk, Contact contact) {
        byUtk.put(utk, contact);
        contact.utks().add(utk);
    }

    void changeEmail(Contact contact, String email) {
        byEmail.remove(fold(contact.email()), contact);
        contact.email(email);
        byEmail.put(fold(email), contact);
    }

    void touch(Contact contact) {
        byId.putLast(contact.id(), contact);
    }

    /** Takes out the contact that was not touched for the longest time. */
    Contact removeOldest() {
        Contact oldest = byId.firstEntry().getValue();
        byId.remove(oldest.id());
        byEmail.remove(fold(oldest.email()), oldest);
        oldest.utks().forEach(byUtk::remove);
        return oldest;
    }

    List<Contact> latest(int count) {
        return byId.sequencedValues().reversed().stream().limit(count).toList();
    }

    int size() {
        return byId.size();
    }

    void clear() {
        byId.clear();
        byEmail.clear();
        byUtk.clear();
        nextId = FIRST_ID;
    }

    private static String fold(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
