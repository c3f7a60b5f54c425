package io.utkast.outbox;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

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
     */
    CompletionStage<Appended> append(List<QueuedEvent> events);

    /**
     * Leases up to {@code limit} events of the portal that are due, in the order of their not-before time and arrival.
     * A leased event is not taken again until it is settled or the process restarts.
     */
    CompletionStage<List<Lease>> take(PortalKey portal, int limit);

    /** Settles leased events; completes when that is durable. */
    CompletionStage<Void> settle(PortalKey portal, List<Settlement> settlements);

    /** Makes all held events of the portal due again; completes with their number. */
    CompletionStage<Integer> release(PortalKey portal);

    /** Makes up to {@code limit} held events due again, those held longest first; completes with their number. */
    CompletionStage<Integer> release(PortalKey portal, int limit);

    /** Notes a request that is about to be sent, durably, so that a restart does not send a second window's worth. */
    CompletionStage<Void> noteRequest(PortalKey portal, Instant at);

    /** The noted requests of the portal since the time given, oldest first. */
    CompletionStage<List<Instant>> requestsSince(PortalKey portal, Instant since);

    /** Calls back, on any thread, whenever events of any portal were appended or released. The callback must be quick. */
    void onArrival(ArrivalListener listener);

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

    /** Hears of new work for a portal. */
    @FunctionalInterface
    interface ArrivalListener {
        void arrived(PortalKey portal);
    }

    /** Hears what became of events. */
    @FunctionalInterface
    interface SettlementListener {
        void settled(List<Settlement> settlements);
    }
}
