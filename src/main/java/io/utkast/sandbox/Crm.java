package io.utkast.sandbox;

import static java.util.Objects.requireNonNull;

import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.SandboxConfig.Maximum;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contacts and events of one account, and who is whose. Identity is resolved as HubSpot documents it: objectId, then
 * utk, then e-mail; only an e-mail creates a contact. Each method holds the object's lock: any event loop may call.
 */
final class Crm {
    private final Clock clock;
    private final Maximum maximum;
    private final Contacts contacts = new Contacts();
    private final LinkedHashMap<StoredEvent.Key, StoredEvent> events = new LinkedHashMap<>();
    /** By utk; the one touched last comes last. */
    private final LinkedHashMap<String, Timeline> orphans = new LinkedHashMap<>();

    private long sequence;
    private Dropped dropped = Dropped.NONE;

    /** What becomes of an id that is there already (a status, or {@link #LAST_WINS}), and whether an e-mail links a utk. */
    record Policy(int repeatedStatus, boolean linkUtkByEmail) {
        static final int LAST_WINS = 0;
    }

    /** An event that passed the rules. */
    record Prepared(String id, IncomingEvent content, EventTemplate template) {
        StoredEvent.Key key() {
            return new StoredEvent.Key(template.id(), id);
        }
    }

    /** What became of one event. */
    sealed interface Outcome {
        record Taken(StoredEvent event) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /** Who fills in a form: the visitor's utk and what they say of themselves. */
    record Identified(
            String utk,
            String email,
            @Nullable String firstName,
            @Nullable String lastName) {}

    /** What a link did: the contact, the contact that has the utk (the first one keeps it), how many events moved. */
    record Linked(String contactId, String ownerId, int attached) {}

    Crm(Clock clock, Maximum maximum) {
        this.clock = clock;
        this.maximum = maximum;
    }

    /** Takes an event, or says why not. */
    synchronized Outcome put(Prepared event, Policy policy) {
        Optional<Refusal> objection = objection(event, policy);
        StoredEvent earlier = events.get(event.key());
        if (objection.isEmpty()) {
            return new Outcome.Taken(store(event, earlier, policy));
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

    /** Takes all events, or none: then only the refusals are in the answer. */
    synchronized List<Outcome> putAllOrNothing(List<Prepared> batch, Policy policy) {
        List<Outcome> refused = new ArrayList<>();
        batch.forEach(
                event -> objection(event, policy).ifPresent(refusal -> refused.add(new Outcome.Refused(refusal))));
        return refused.isEmpty()
                ? batch.stream().map(event -> put(event, policy)).toList()
                : refused;
    }

    /** Links a utk to the contact of an e-mail, as a form with {@code hutk} does; events sent before show up now. */
    synchronized Linked link(Identified visitor) {
        Contact contact = contacts.withEmail(visitor.email(), clock.instant());
        contact.named(visitor.firstName(), visitor.lastName());
        contacts.touch(contact);
        // One browser, two people: HubSpot keeps the utk with the first of them.
        Contact owner = contacts.withUtk(visitor.utk()).orElse(contact);
        int attached = owner == contact ? attach(visitor.utk(), contact) : 0;
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
        List<Person> people = contacts.latest(owners).stream()
                .map(contact -> Person.of(contact, each))
                .toList();
        List<Orphan> strangers = orphans.sequencedEntrySet().reversed().stream()
                .limit(owners)
                .map(entry -> new Orphan(entry.getKey(), Entries.of(entry.getValue(), each)))
                .toList();
        return new Snapshot(people, strangers, new Totals(contacts.size(), orphans.size(), events.size(), dropped));
    }

    synchronized void clear() {
        events.clear();
        contacts.clear();
        orphans.clear();
        dropped = Dropped.NONE;
    }

    private Optional<Refusal> objection(Prepared event, Policy policy) {
        String objectId = event.content().identity().objectId();
        if (event.template().forContacts()
                && objectId != null
                && contacts.withId(objectId).isEmpty()) {
            return Optional.of(Refusal.invalid(event.id(), List.of("No contact exists with objectId " + objectId)));
        }
        return policy.repeatedStatus() != Policy.LAST_WINS && events.containsKey(event.key())
                ? Optional.of(Refusal.repeated(policy.repeatedStatus(), event.id()))
                : Optional.empty();
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
                objectId,
                before.plus(new Send(now, objectId == null ? owner(content.identity()) : objectId, true)));
        events.put(stored.key(), stored);
        timeline(stored).add(stored);
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
            attach(identity.utk(), contact);
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

    private int attach(String utk, Contact contact) {
        contacts.link(utk, contact);
        Timeline waiting = orphans.remove(utk);
        if (waiting == null) {
            return 0;
        }
        for (StoredEvent event : waiting.all()) {
            StoredEvent attached = event.attachedTo(contact.id());
            events.put(attached.key(), attached);
            contact.timeline().add(attached);
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
        while (contacts.size() > maximum.contacts()) {
            contacts.removeOldest().timeline().all().forEach(event -> events.remove(event.key()));
            dropped = dropped.contact();
        }
        while (orphans.size() > maximum.orphans()) {
            orphans.pollFirstEntry().getValue().all().forEach(event -> events.remove(event.key()));
            dropped = dropped.orphan();
        }
        while (events.size() > maximum.events()) {
            remove(events.firstEntry().getValue());
            dropped = dropped.event();
        }
    }
}
