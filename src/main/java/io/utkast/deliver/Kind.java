package io.utkast.deliver;

import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;

/** Events that share a mapping, and so a fault in it: one type of one site. */
record Kind(SiteKey site, EventType type) {
    static Kind of(QueuedEvent queued) {
        return new Kind(queued.site(), queued.event().type());
    }

    @Override
    public String toString() {
        return type + " of " + site;
    }
}
