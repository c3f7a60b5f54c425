package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.Maximum;
import java.util.concurrent.atomic.AtomicInteger;

/** How much each account may keep. The events of all accounts share one bound, so that many accounts fit into memory. */
final class Capacity {
    private final Maximum maximum;
    private final AtomicInteger accounts = new AtomicInteger();

    Capacity(Maximum maximum) {
        this.maximum = maximum;
    }

    void accountAdded() {
        accounts.incrementAndGet();
    }

    /** Also the bound of ids that an account counts sends of. */
    int events() {
        return Math.max(1, Math.min(maximum.events(), maximum.allEvents() / Math.max(1, accounts.get())));
    }

    int contacts() {
        return maximum.contacts();
    }

    int orphans() {
        return maximum.orphans();
    }
}
