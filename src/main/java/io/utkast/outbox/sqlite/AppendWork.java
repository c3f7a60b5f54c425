package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the events of one request. Their place was reserved in {@link Shares} before. */
final class AppendWork implements Work {
    private final Encoded encoded;
    private final Instant now;
    private final AtomicLong sequence;
    private final Appends appends;
    private final Executor teller;
    private final CompletableFuture<Appended> done = new CompletableFuture<>();
    private long firstSequence;
    private Appended outcome = new Appended.Unavailable("it was not tried");

    AppendWork(Encoded encoded, Instant now, AtomicLong sequence, Appends appends, Executor teller) {
        this.encoded = encoded;
        this.now = now;
        this.sequence = sequence;
        this.appends = appends;
        this.teller = teller;
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
        List<QueuedEvent> events = encoded.events();
        List<byte[]> bodies = encoded.bodies();
        EventInserts inserts = tables.inserts();
        firstSequence = sequence.getAndAdd(events.size()) + 1;
        for (int i = 0; i < events.size(); i++) {
            inserts.add(firstSequence + i, events.get(i), now, bodies.get(i));
        }
    }

    @Override
    public void committed() {
        outcome = new Appended.Stored();
        appends.committed(encoded.portal(), encoded.events(), firstSequence, encoded.cost());
    }

    @Override
    public void failed(Throwable cause) {
        outcome = new Appended.Unavailable("the disk refuses");
        appends.failed(encoded.portal(), encoded.events().size(), encoded.cost());
    }

    @Override
    public Executor teller() {
        return teller;
    }

    @Override
    public void tell() {
        done.complete(outcome);
    }
}
