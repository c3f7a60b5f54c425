package io.utkast.sandbox;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The events of one contact or one unlinked utk, newest first. */
final class Timeline {
    private static final Comparator<StoredEvent> NEWEST_FIRST = Comparator.comparing(StoredEvent::timestamp)
            .thenComparingLong(StoredEvent::sequence)
            .reversed();

    private final TreeSet<StoredEvent> events = new TreeSet<>(NEWEST_FIRST);

    void add(StoredEvent event) {
        events.add(event);
    }

    void remove(StoredEvent event) {
        events.remove(event);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    List<StoredEvent> newest(int count) {
        return events.stream().limit(count).toList();
    }

    List<StoredEvent> all() {
        return List.copyOf(events);
    }
}
