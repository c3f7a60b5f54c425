package io.utkast.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The accounts of the sandbox. More can be added while it runs. */
final class Portals {
    static final int MAXIMUM = 1_000;

    private final List<Portal> all = new CopyOnWriteArrayList<>();
    private final Map<Long, Portal> byHub = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Knobs knobs;
    private final Capacity capacity;

    Portals(List<Account> accounts, Clock clock, Knobs knobs, Capacity capacity) {
        this.clock = clock;
        this.knobs = knobs;
        this.capacity = capacity;
        accounts.forEach(this::add);
    }

    /** Adds an account; empty if there are too many, or one with its hub id. */
    synchronized Optional<Portal> add(Account account) {
        if (all.size() >= MAXIMUM || byHub.containsKey(account.hubId())) {
            return Optional.empty();
        }
        Portal portal = new Portal(account, clock, knobs, capacity);
        capacity.accountAdded();
        byHub.put(account.hubId(), portal);
        all.add(portal);
        return Optional.of(portal);
    }

    /** In the order in which they were added; never empty. */
    List<Portal> all() {
        return all;
    }

    Optional<Portal> withHub(long hubId) {
        return Optional.ofNullable(byHub.get(hubId));
    }

    /** The account that a query's {@code hub} names, the first one if it names none. */
    Optional<Portal> named(@Nullable String hub) {
        if (hub == null) {
            return Optional.of(all.getFirst());
        }
        return hub.matches("\\d{1,15}") ? withHub(Long.parseLong(hub)) : Optional.empty();
    }
}
