package io.utkast.sandbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The events of one contact or one unlinked utk, newest first. */
final class Timeline {
    private static final Comparator<StoredEvent> NEWEST_FIRST = Comparator.comparing(StoredEvent::timestamp)
            .thenComparingLong(StoredEvent::sequence)
            .reversed();

    private final TreeSet<StoredEvent> events = new TreeSet<>(NEWEST_FIRST);
    /** From then on everything shows. */
    private Instant allVisibleAt = Instant.MIN;

    void add(StoredEvent event) {
        events.add(event);
        if (event.visibleAt().isAfter(allVisibleAt)) {
            allVisibleAt = event.visibleAt();
        }
    }

    void remove(StoredEvent event) {
        events.remove(event);
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Those that do not show yet count too. */
    int size() {
        return events.size();
    }

    int visible(Instant now) {
        return now.isBefore(allVisibleAt) ? (int) showing(now).count() : events.size();
    }

    List<StoredEvent> newest(int count, Instant now) {
        return showing(now).limit(count).toList();
    }

    List<StoredEvent> all() {
        return List.copyOf(events);
    }

    private Stream<StoredEvent> showing(Instant now) {
        return events.stream().filter(event -> !now.isBefore(event.visibleAt()));
    }
}
