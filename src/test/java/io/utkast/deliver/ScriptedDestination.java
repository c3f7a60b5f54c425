package io.utkast.deliver;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.SiteKey;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A destination that answers as told and remembers what it took. */
final class ScriptedDestination implements Destination {
    private final List<List<DeliveryId>> requests = new ArrayList<>();
    private final List<DeliveryId> taken = new ArrayList<>();
    private @Nullable Runnable betweenRequests;
    private Function<List<Lease>, Outcome> script = ScriptedDestination::yes;
    private Function<QueuedEvent, Optional<String>> obstacles = event -> Optional.empty();

    private Function<EventType, Optional<String>> targets = type -> Optional.empty();
    private Function<QueuedEvent, Optional<DeathCause>> flaws = event -> Optional.empty();

    static Outcome yes(List<Lease> batch) {
        return new Outcome.Delivered(Set.of(), QuotaSeen.NONE);
    }

    static Outcome no(String message) {
        return new Outcome.Refused(new DeathCause(400, "VALIDATION_ERROR", message, "c-1"), QuotaSeen.NONE);
    }

    static Outcome later(Outcome.Scope scope, Duration delay) {
        return new Outcome.TryLater(scope, delay, "HubSpot answered 5xx", QuotaSeen.NONE);
    }

    static Outcome unauthorized() {
        return new Outcome.Unauthorized("BAD_REFRESH_TOKEN", QuotaSeen.NONE);
    }

    synchronized void answers(Function<List<Lease>, Outcome> next) {
        script = next;
    }

    /** Refuses each request that has one of these. */
    void refuses(String message, Set<DeliveryId> culprits) {
        answers(batch ->
                batch.stream().anyMatch(lease -> culprits.contains(lease.event().id())) ? no(message) : yes(batch));
    }

    synchronized void obstructs(Function<QueuedEvent, Optional<String>> why) {
        obstacles = why;
    }

    @Override
    public synchronized Optional<String> obstacle(QueuedEvent event) {
        return obstacles.apply(event);
    }

    synchronized void finds(Function<QueuedEvent, Optional<DeathCause>> wrong) {
        flaws = wrong;
    }

    @Override
    public synchronized Optional<DeathCause> flaw(QueuedEvent event) {
        return flaws.apply(event);
    }

    /** From now on it knows what each type goes to. */
    synchronized void directs(Function<EventType, String> where) {
        targets = type -> Optional.of(where.apply(type));
    }

    @Override
    public synchronized Optional<String> target(SiteKey site, EventType type) {
        return targets.apply(type);
    }

    /** Each send takes a second request, as with a token that has to be renewed; calls back in between. */
    synchronized void needsTwoRequests(Runnable between) {
        betweenRequests = between;
    }

    @Override
    public Outcome send(List<Lease> batch, BooleanSupplier anotherSlot) {
        Runnable between;
        synchronized (this) {
            between = betweenRequests;
        }
        if (between != null) {
            between.run();
            if (!anotherSlot.getAsBoolean()) {
                return later(Outcome.Scope.PORTAL, Duration.ZERO);
            }
        }
        return send(batch);
    }

    @Override
    public Outcome send(List<Lease> batch) {
        Function<List<Lease>, Outcome> now;
        List<DeliveryId> ids = batch.stream().map(lease -> lease.event().id()).toList();
        synchronized (this) {
            requests.add(ids);
            now = script;
        }
        Outcome outcome = now.apply(batch);
        synchronized (this) {
            switch (outcome) {
                case Outcome.Delivered _ -> taken.addAll(ids);
                case Outcome.Partly partly -> taken.addAll(partly.delivered().keySet());
                case Outcome.AlreadyThere there -> taken.addAll(there.named());
                case Outcome.TryLater _,
                        Outcome.Refused _,
                        Outcome.Misdirected _,
                        Outcome.Unauthorized _,
                        Outcome.SplitAndRetry _ -> {}
            }
        }
        return outcome;
    }

    synchronized List<List<DeliveryId>> requests() {
        return List.copyOf(requests);
    }

    /** What it took; fails if it took one twice. */
    synchronized Set<DeliveryId> taken() {
        Set<DeliveryId> once = new HashSet<>(taken);
        if (once.size() != taken.size()) {
            throw new AssertionError("an event was delivered twice");
        }
        return once;
    }
}
