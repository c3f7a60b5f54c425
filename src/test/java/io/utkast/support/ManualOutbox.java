package io.utkast.support;

import io.utkast.event.QueuedEvent;
import io.utkast.outbox.Appended;
import io.utkast.outbox.Outbox;
import io.utkast.outbox.Revocations;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outbox whose commits wait until the test ends them. Of the port, appending works, and nobody takes consent
 * back: the door asks no more. */
public final class ManualOutbox {
    private final List<Append> open = new CopyOnWriteArrayList<>();
    private final List<QueuedEvent> stored = new ArrayList<>();

    private CompletableFuture<Revocations.Revoked> revoked =
            CompletableFuture.completedFuture(new Revocations.Revoked.Done(List.of(), 0, 0));

    private record Append(List<QueuedEvent> events, CompletableFuture<Appended> done) {}

    /** The port, whose appends come to this outbox. */
    @SuppressWarnings("unchecked")
    public Outbox port() {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "append" -> append((List<QueuedEvent>) arguments[0]);
                        case "revocations" -> new NoRevocations(() -> revoked);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private CompletionStage<Appended> append(List<QueuedEvent> events) {
        CompletableFuture<Appended> done = new CompletableFuture<>();
        open.add(new Append(List.copyOf(events), done));
        return done;
    }

    /** From now on, revocations end when this does. */
    public void delayRevocations(CompletableFuture<Revocations.Revoked> end) {
        revoked = end;
    }

    /** Appends that were handed in and not ended. */
    public int waiting() {
        return open.size();
    }

    /** The events whose commit succeeded. */
    public List<QueuedEvent> stored() {
        return stored;
    }

    /** Ends the oldest append: its events are on disk. */
    public void store() {
        Append append = open.removeFirst();
        stored.addAll(append.events());
        append.done().complete(new Appended.Stored());
    }

    /** Ends the oldest append: nothing was taken. */
    public void refuse(Appended why) {
        open.removeFirst().done().complete(why);
    }

    /** Ends the oldest append by an exception. */
    public void fail() {
        open.removeFirst().done().completeExceptionally(new IllegalStateException("the disk is on fire"));
    }
}
