package io.utkast.app;

import com.github.benmanes.caffeine.cache.Ticker;
import io.utkast.admin.receipts.LastSeen;
import io.utkast.admin.receipts.Ledger;
import io.utkast.admin.receipts.LiveTail;
import io.utkast.admin.receipts.Trail;
import io.utkast.outbox.Outbox;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Makes what the operator can look up of requests, and lets it hear of their events' fates. */
@Singleton
final class TrailWiring {

    @Produces
    @Singleton
    Trail trail(GatewayConfig config, Outbox outbox, Clock clock) {
        Duration keep = config.receipts().keep();
        Bounds.positive("utkast.receipts.keep", keep);
        Ledger ledger = new Ledger(Ledger.MAXIMUM, keep, clock, Ticker.systemTicker());
        outbox.onSettled(ledger::settled);
        outbox.revocations().onDropped(ledger::dropped);
        return new Trail(ledger, new LiveTail(clock), new LastSeen(clock));
    }
}
