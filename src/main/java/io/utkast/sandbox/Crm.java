package io.utkast.sandbox;

import static java.util.Objects.requireNonNull;

import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.Policy.Repeats;
import io.utkast.sandbox.Refusal.Problem;
import io.utkast.sandbox.SandboxConfig.MissingProperty;
import io.utkast.sandbox.Snapshot.Dropped;
import io.utkast.sandbox.Snapshot.Entries;
import io.utkast.sandbox.Snapshot.Orphan;
import io.utkast.sandbox.Snapshot.Person;
import io.utkast.sandbox.Snapshot.Totals;
import io.utkast.sandbox.StoredEvent.Send;
import io.utkast.sandbox.StoredEvent.Sends;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contacts and events of one account, and who is whose. Identity is resolved as HubSpot documents it: objectId, then
 * utk, then e-mail; only an e-mail creates a contact. Each method holds the object's lock: any event loop may call.
 */
final class Crm {
    private final Clock clock;
    private final Capacity capacity;
    private final ContactProperties properties;
    private final Contacts contacts = new Contacts();
    private final LinkedHashMap<StoredEvent.Key, StoredEvent> events = new LinkedHashMap<>();
    /** By utk; the one touched last comes last. */
    private final LinkedHashMap<String, Timeline> orphans = new LinkedHashMap<>();

    private long sequence;
    private Dropped dropped = Dropped.NONE;

    Crm(Clock clock, Capacity capacity, Set<String> properties) {
        this.clock = clock;
        this.capacity = capacity;
        this.properties = new ContactProperties(properties);
    }

    /** Takes an event, or says why not. */
    synchronized Outcome put(Prepared event, Policy policy) {
        Optional<Refusal> objection = objection(event, policy);
        StoredEvent earlier = events.get(event.key());
        if (objection.isEmpty()) {
            Set<Contract> rows = EnumSet.noneOf(Contract.class);
            rows.addAll(event.rows());
            rows.addAll(touched(event, earlier, policy));
            return new Outcome.Taken(store(event, earlier, policy), rows);
        }
        if (earlier != null) {
            Send send = new Send(clock.instant(), owner(event.content().identity()), false);
            StoredEvent noted = earlier.withSends(earlier.sends().plus(send));
            timeline(earlier).remove(earlier);
            timeline(noted).add(noted);
            events.put(noted.key(), noted);
        }
        return new Outcome.Refused(objection.get());
    }

    /** Takes all events, or none: then only the refusals are in the answer. An id twice in a batch is a repeat too. */
    synchronized List<Outcome> putAllOrNothing(List<Prepared> batch, Policy policy) {
        List<Outcome> refused = new ArrayList<>();
        Set<StoredEvent.Key> seen = new HashSet<>();
        Repeats repeats = policy.repeats();
        for (Prepared event : batch) {
            Optional<Refusal> objection = objection(event, policy);
            if (!seen.add(event.key()) && objection.isEmpty() && repeats.status() != Repeats.LAST_WINS) {
                objection = Optional.of(Refusal.repeated(repeats.status(), event.id(), repeats.row()));
            }
            objection.ifPresent(refusal -> refused.add(new Outcome.Refused(refusal)));
        }
        return refused.isEmpty()
                ? batch.stream().map(event -> put(event, policy)).toList()
                : refused;
    }

    /** Links a utk to the contact of an e-mail, as a form with {@code hutk} does; events sent before show up now. */
    synchronized Linked link(Identified visitor, MissingProperty missing) {
        Contact contact = contacts.withEmail(visitor.email(), clock.instant());
        contact.named(visitor.firstName(), visitor.lastName());
        contacts.touch(contact);
        // One browser, two people: HubSpot keeps the utk with the first of them.
        Contact owner = contacts.withUtk(visitor.utk()).orElse(contact);
        int attached = owner == contact ? attach(visitor.utk(), contact, missing) : 0;
        trim();
        return new Linked(contact.id(), owner.id(), attached);
    }

    synchronized Optional<StoredEvent> find(String templateId, String id) {
        return Optional.ofNullable(events.get(new StoredEvent.Key(templateId, id)));
    }

    /** Every event, in the order of their latest arrival. */
    synchronized List<StoredEvent> all() {
        return List.copyOf(events.values());
    }

    /** So many contacts and orphans, the ones touched last first, with so many of their newest events. */
    synchronized Snapshot snapshot(int owners, int each) {
        Instant now = clock.instant();
        List<Person> people = contacts.latest(owners).stream()
                .map(contact -> Person.of(contact, each, now))
                .toList();
        List<Orphan> strangers = orphans.sequencedEntrySet().reversed().stream()
                .limit(owners)
                .map(entry -> new Orphan(entry.getKey(), Entries.of(entry.getValue(), each, now)))
                .toList();
        return new Snapshot(people, strangers, new Totals(contacts.size(), orphans.size(), events.size(), dropped));
    }

    synchronized void clear() {
        events.clear();
        contacts.clear();
        orphans.clear();
        properties.clear();
        dropped = Dropped.NONE;
    }

    /** Deletes the events of a template, as deleting the template does. */
    synchronized void removeTemplate(String templateId) {
        List.copyOf(events.values()).stream()
                .filter(event -> event.template().id().equals(templateId))
                .forEach(this::remove);
    }

    private Optional<Refusal> objection(Prepared event, Policy policy) {
        Identity identity = event.content().identity();
        String objectId = identity.objectId();
        if (event.template().forContacts()
                && objectId != null
                && contacts.withId(objectId).isEmpty()) {
            return Optional.of(Refusal.invalid(
                    event.id(), List.of(new Problem(Contract.S10, "No contact exists with objectId " + objectId))));
        }
        if (policy.repeats().status() != Repeats.LAST_WINS && events.containsKey(event.key())) {
            return Optional.of(Refusal.repeated(
                    policy.repeats().status(), event.id(), policy.repeats().row()));
        }
        return policy.orphanStatus() >= 400 && isOrphan(event)
                ? Optional.of(Refusal.unlinked(policy.orphanStatus(), event.id()))
                : Optional.empty();
    }

    private Set<Contract> touched(Prepared event, @Nullable StoredEvent earlier, Policy policy) {
        Set<Contract> rows = EnumSet.noneOf(Contract.class);
        Identity identity = event.content().identity();
        if (isOrphan(event)) {
            rows.add(Contract.S11);
        } else if (event.template().forContacts()) {
            rows.add(Contract.S10);
        }
        if (identity.objectId() == null
                && identity.utk() != null
                && identity.email() != null
                && contacts.withUtk(identity.utk()).isEmpty()) {
            rows.add(Contract.S13);
        }
        if (earlier != null) {
            rows.add(policy.repeats().row());
        }
        if (event.template().writesProperties()) {
            rows.add(Contract.S15);
        }
        if (!policy.visibleAfter().isZero()) {
            rows.add(Contract.S29);
        }
        return rows;
    }

    private boolean isOrphan(Prepared event) {
        Identity identity = event.content().identity();
        return event.template().forContacts()
                && identity.email() == null
                && known(identity).isEmpty();
    }

    private StoredEvent store(Prepared event, @Nullable StoredEvent earlier, Policy policy) {
        if (earlier != null) {
            remove(earlier);
        }
        Instant now = clock.instant();
        IncomingEvent content = event.content();
        String objectId = event.template().forContacts()
                ? resolve(content.identity(), policy)
                : content.identity().objectId();
        Sends before = earlier == null ? Sends.NONE : earlier.sends();
        Instant at = content.timestamp() == null ? now : content.timestamp();
        StoredEvent stored = new StoredEvent(
                ++sequence,
                event.id(),
                event.template(),
                content,
                at,
                now,
                now.plus(policy.visibleAfter()),
                objectId,
                before.plus(new Send(now, objectId == null ? owner(content.identity()) : objectId, true)));
        events.put(stored.key(), stored);
        timeline(stored).add(stored);
        if (objectId != null && event.template().forContacts()) {
            contacts.withId(objectId).ifPresent(contact -> properties.write(stored, contact, policy.missingProperty()));
        }
        trim();
        return stored;
    }

    /** The contact's id; null for a utk that is linked to nobody. */
    private @Nullable String resolve(Identity identity, Policy policy) {
        String email = identity.email();
        Optional<Contact> known = known(identity);
        if (known.isEmpty() && email == null) {
            return null;
        }
        Contact contact = known.orElseGet(() -> contacts.withEmail(requireNonNull(email), clock.instant()));
        if (identity.objectId() != null && email != null) {
            contacts.changeEmail(contact, email);
        }
        if (known.isEmpty() && identity.utk() != null && policy.linkUtkByEmail()) {
            attach(identity.utk(), contact, policy.missingProperty());
        }
        contacts.touch(contact);
        return contact.id();
    }

    private Optional<Contact> known(Identity identity) {
        return identity.objectId() != null ? contacts.withId(identity.objectId()) : contacts.withUtk(identity.utk());
    }

    /** For the record of sends: a contact's id, or the utk or e-mail that nobody was known by. */
    private String owner(Identity identity) {
        return known(identity)
                .map(Contact::id)
                .orElseGet(() -> requireNonNull(identity.utk() == null ? identity.email() : identity.utk()));
    }

    private int attach(String utk, Contact contact, MissingProperty missing) {
        contacts.link(utk, contact);
        Timeline waiting = orphans.remove(utk);
        if (waiting == null) {
            return 0;
        }
        for (StoredEvent event : waiting.all()) {
            StoredEvent attached = event.attachedTo(contact.id());
            events.put(attached.key(), attached);
            contact.timeline().add(attached);
            properties.write(attached, contact, missing);
        }
        return waiting.size();
    }

    /** Where the event shows; events of companies, deals and tickets show nowhere here. */
    private Timeline timeline(StoredEvent event) {
        if (event.objectId() != null) {
            return contacts.withId(event.objectId())
                    .filter(contact -> event.template().forContacts())
                    .map(Contact::timeline)
                    .orElseGet(Timeline::new);
        }
        String utk = requireNonNull(event.content().identity().utk(), "the rules ask for an identity");
        Timeline timeline = orphans.computeIfAbsent(utk, ignored -> new Timeline());
        orphans.putLast(utk, timeline);
        return timeline;
    }

    private void remove(StoredEvent event) {
        events.remove(event.key());
        Timeline timeline = timeline(event);
        timeline.remove(event);
        if (timeline.isEmpty() && event.objectId() == null) {
            orphans.remove(event.content().identity().utk());
        }
    }

    private void trim() {
        while (contacts.size() > capacity.contacts()) {
            contacts.removeOldest().timeline().all().forEach(event -> events.remove(event.key()));
            dropped = dropped.contact();
        }
        while (orphans.size() > capacity.orphans()) {
            orphans.pollFirstEntry().getValue().all().forEach(event -> events.remove(event.key()));
            dropped = dropped.orphan();
        }
        while (events.size() > capacity.events()) {
            remove(events.firstEntry().getValue());
            dropped = dropped.event();
        }
    }
}
