package io.utkast.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an account looks like at one moment: the owners touched last, with their newest events, and the totals. */
record Snapshot(List<Person> contacts, List<Orphan> orphans, Totals totals) {
    record Totals(int contacts, int orphans, int events, Dropped dropped) {}

    /** What was forgotten because a bound was reached. */
    record Dropped(long events, long contacts, long orphans) {
        static final Dropped NONE = new Dropped(0, 0, 0);

        Dropped event() {
            return new Dropped(events + 1, contacts, orphans);
        }

        Dropped contact() {
            return new Dropped(events, contacts + 1, orphans);
        }

        Dropped orphan() {
            return new Dropped(events, contacts, orphans + 1);
        }
    }

    record Person(
            String id,
            String email,
            Map<String, String> properties,
            List<String> utks,
            Instant createdAt,
            Entries entries) {
        static Person of(Contact contact, int events, Instant now) {
            return new Person(
                    contact.id(),
                    contact.email(),
                    new LinkedHashMap<>(contact.properties()),
                    List.copyOf(contact.utks()),
                    contact.createdAt(),
                    Entries.of(contact.timeline(), events, now));
        }
    }

    /** A utk that is linked to nobody. */
    record Orphan(String utk, Entries entries) {}

    /** The newest events, and how many there are in all. */
    record Entries(int total, List<StoredEvent> newest) {
        static Entries of(Timeline timeline, int count, Instant now) {
            return new Entries(timeline.visible(now), timeline.newest(count, now));
        }
    }
}
