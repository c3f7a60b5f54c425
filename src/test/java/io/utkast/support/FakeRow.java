package io.utkast.support;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Lease;
import io.utkast.outbox.OutboxStatus.PortalShare;
import io.utkast.outbox.Settlement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An event in the {@link FakeOutbox}. */
final class FakeRow {
    final QueuedEvent event;
    Lease lease;
    Instant notBefore;
    State state = State.DUE;
    boolean late;
    long heldAs;
    int deaths;

    enum State {
        DUE,
        LEASED,
        HELD
    }

    FakeRow(Lease lease, QueuedEvent event) {
        this.lease = lease;
        this.event = event;
        this.notBefore = event.acceptedAt();
    }

    /** Each portal's part, by what waits and what left. */
    static Map<PortalKey, PortalShare> shares(Collection<FakeRow> rows, Collection<Settlement> ends) {
        Set<PortalKey> portals = new HashSet<>();
        rows.forEach(row -> portals.add(row.event.portal()));
        ends.forEach(end -> portals.add(end.lease().event().portal()));
        Map<PortalKey, PortalShare> shares = new HashMap<>();
        portals.forEach(portal -> shares.put(
                portal,
                share(
                        rows.stream()
                                .filter(row -> row.event.portal().equals(portal))
                                .toList(),
                        ends.stream()
                                .filter(end -> end.lease().event().portal().equals(portal))
                                .toList())));
        return shares;
    }

    private static PortalShare share(List<FakeRow> rows, List<Settlement> ends) {
        List<Settlement.Delivered> delivered = ends.stream()
                .filter(Settlement.Delivered.class::isInstance)
                .map(Settlement.Delivered.class::cast)
                .toList();
        return new PortalShare(
                rows.size(),
                rows.stream().filter(row -> row.state == State.HELD).count(),
                (long) ends.size() - delivered.size(),
                delivered.size(),
                delivered.stream().filter(Settlement.Delivered::linked).count(),
                rows.stream()
                        .map(row -> row.event.acceptedAt())
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }
}
