package io.utkast.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that was taken; {@code sequence} is new with each send, so that it also names the
 * version. It shows on a timeline from {@code visibleAt} on.
 */
record StoredEvent(
        long sequence,
        String id,
        EventTemplate template,
        IncomingEvent content,
        Instant timestamp,
        Instant createdAt,
        Instant visibleAt,
        @Nullable String objectId,
        Sends sends) {

    Key key() {
        return new Key(template.id(), id);
    }

    StoredEvent attachedTo(String contact) {
        return new StoredEvent(sequence, id, template, content, timestamp, createdAt, visibleAt, contact, sends);
    }

    StoredEvent withSends(Sends now) {
        return new StoredEvent(sequence, id, template, content, timestamp, createdAt, visibleAt, objectId, now);
    }

    /** HubSpot keeps one event for each app, template and id; the sandbox has one app for each account. */
    record Key(String templateId, String id) {}

    /** How often an id was sent, and the latest sends. */
    record Sends(int count, List<Send> latest) {
        private static final int KEPT = 8;
        static final Sends NONE = new Sends(0, List.of());

        Sends plus(Send send) {
            if (count == 0) {
                return new Sends(1, List.of(send));
            }
            List<Send> more = new ArrayList<>(latest);
            more.add(send);
            return new Sends(count + 1, List.copyOf(more.subList(Math.max(0, more.size() - KEPT), more.size())));
        }
    }

    /** One arrival of an id: whose event it was then (a contact, or a utk nobody knew), and whether it was kept. */
    record Send(Instant at, String owner, boolean kept) {}
}
