package io.utkast.outbox;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.support.Events;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an outbox of one portal must count, in the simplest way. */
final class OutboxModel {
    private final Map<String, QueuedEvent> waiting = new LinkedHashMap<>();
    private long held;
    private long dead;
    private long delivered;
    private long linked;

    void appended(int first, int count) {
        Events.pageViews(first, first + count)
                .forEach(event -> waiting.put(event.id().value(), event));
    }

    void settled(Settlement settlement) {
        switch (settlement) {
            case Settlement.Delivered yes -> {
                delivered++;
                linked += yes.linked() ? 1 : 0;
                leave(yes);
            }
            case Settlement.Later later -> {}
            case Settlement.Held held -> this.held++;
            case Settlement.Dead no -> {
                dead++;
                leave(no);
            }
        }
    }

    void released(int events) {
        if (events != held) {
            throw new AssertionError("released " + events + " of " + held + " held events");
        }
        held = 0;
    }

    PortalShare share() {
        Instant oldest = waiting.values().stream()
                .map(QueuedEvent::acceptedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new PortalShare(waiting.size(), held, dead, delivered, linked, oldest);
    }

    private void leave(Settlement settlement) {
        waiting.remove(settlement.lease().event().id().value());
    }
}
