package io.utkast.outbox;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The durable queue between the doors and the lanes.
 *
 * <p>Stages complete on a thread of the outbox: whoever waits must not work there. A stage fails only for the
 * unexpected (a broken disk); what is to be expected comes as a value.
 */
public interface Outbox {

    /**
     * Appends all events or none. {@link Appended.Stored} only once they would survive a crash of the machine.
     *
     * @param events of one portal, at least one
     * @param teller completes the stage, and together with it those of the same teller that became durable at the same
     *     moment; only a refusal before any write completes at once, on the caller's thread
     */
    CompletionStage<Appended> append(List<QueuedEvent> events, Executor teller);

    /** Appends all events or none; whoever waits hears of it on a thread of the outbox. */
    default CompletionStage<Appended> append(List<QueuedEvent> events) {
        return append(events, Runnable::run);
    }

    /**
     * Leases up to {@code limit} events of the portal that are due. The portal's sites share the limit equally, and what
     * one leaves goes to the others; of one site, the events come in the order of their not-before time and arrival. A
     * leased event is not taken again until it is settled, given back, or the process restarts.
     */
    CompletionStage<List<Lease>> take(PortalKey portal, int limit, Wanted wanted);

    /** Leases due events, fresh ones first. */
    default CompletionStage<List<Lease>> take(PortalKey portal, int limit) {
        return take(portal, limit, Wanted.FRESH_FIRST);
    }

    /** When the first event comes due after the time given, leased and held ones apart; empty if none does. */
    CompletionStage<Optional<Instant>> nextDue(PortalKey portal, Instant after);

    /**
     * Ends leases without a write: the events are due as before. Those that are not leased any more, or are being
     * settled, are left alone. Works on a broken disk too, and never fails.
     */
    void giveBack(PortalKey portal, Collection<Lease> leases);

    /** Settles leased events; completes when that is durable. */
    CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements);

    /** Makes all held events of the portal due again; completes with their number. */
    CompletionStage<Integer> release(PortalKey portal);

    /**
     * Makes up to {@code limit} held events of one site due again, those held longest first; completes with their
     * number. Of several sites it is the one with the event held longest.
     */
    CompletionStage<Integer> release(PortalKey portal, int limit);

    /** Notes a request that is about to be sent, durably, so that a restart does not send a second window's worth. */
    CompletionStage<Void> noteRequest(PortalKey portal, Instant at);

    /** The noted requests of the portal since the time given, oldest first. */
    CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since);

    /** How many requests of the portal were noted since the time given, at most two days back, to the quarter of an hour. */
    CompletionStage<Long> countRequests(PortalKey portal, Instant since);

    /** Keeps what the portal's lane has to know after a restart, in place of what was kept before. */
    CompletionStage<Void> remember(PortalKey portal, LaneMemory memory);

    /** What the portal's lane left to be known; {@link LaneMemory#NOTHING} if it left nothing. */
    CompletionStage<LaneMemory> memory(PortalKey portal);

    /** Calls back, on any thread, whenever events of the portal were appended or released. The callback must be quick. */
    void onArrival(PortalKey portal, Runnable listener);

    /** Calls back, on any thread, with what lanes settled, once that is durable. The callback must be quick. */
    void onSettled(SettlementListener listener);

    /** The events that were refused for good. */
    DeadLetters deadLetters();

    /** The visitors who took consent back. */
    Revocations revocations();

    /** The way from a receipt to its events. */
    ReceiptSearch receiptSearch();

    /** What the outbox holds now. */
    CompletionStage<OutboxStatus> status();

    /** Whether it can take events: false while the whole outbox is full, the disk refuses or it is closing. */
    boolean accepting();

    /** Whether the disk took the latest commit. */
    boolean healthy();

    /** Hears what became of events. */
    @FunctionalInterface
    interface SettlementListener {
        void settled(List<Settlement> settlements);
    }
}
