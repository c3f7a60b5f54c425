package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Writes the events of one request. Their place was reserved in {@link Shares} before. */
final class AppendWork implements Work {
    private final List<QueuedEvent> events;
    private final List<byte[]> bodies;
    private final Instant now;
    private final long cost;
    private final Shares shares;
    private final AtomicLong sequence;
    private final Consumer<PortalKey> arrived;
    private final CompletableFuture<Appended> done = new CompletableFuture<>();

    AppendWork(Encoded encoded, Instant now, Shares shares, AtomicLong sequence, Consumer<PortalKey> arrived) {
        events = encoded.events();
        bodies = encoded.bodies();
        cost = encoded.cost();
        this.now = now;
        this.shares = shares;
        this.sequence = sequence;
        this.arrived = arrived;
    }

    /** Events with their bodies, encoded on the caller's thread to spare the one writer. */
    record Encoded(List<QueuedEvent> events, List<byte[]> bodies, long cost) {
        static Encoded of(List<QueuedEvent> events) {
            List<byte[]> bodies = new ArrayList<>(events.size());
            long cost = 0;
            for (QueuedEvent event : events) {
                byte[] body = EventCodec.encode(event);
                bodies.add(body);
                cost += Shares.cost(body);
            }
            return new Encoded(events, bodies, cost);
        }

        PortalKey portal() {
            return events.getFirst().portal();
        }
    }

    CompletableFuture<Appended> done() {
        return done;
    }

    @Override
    public void run(Tables tables) throws SQLException {
        for (int i = 0; i < events.size(); i++) {
            tables.insert(sequence.incrementAndGet(), events.get(i), now, bodies.get(i));
        }
    }

    @Override
    public void committed() {
        shares.committed(events.getFirst().portal(), events.size(), cost);
        done.complete(new Appended.Stored());
        arrived.accept(events.getFirst().portal());
    }

    @Override
    public void failed(Throwable cause) {
        shares.withdrawn(events.getFirst().portal(), events.size(), cost);
        done.complete(new Appended.Unavailable("the disk refuses"));
    }
}
