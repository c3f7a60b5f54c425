package io.utkast.admin.receipts;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.Receipt;
import io.utkast.event.SiteKey;
import io.utkast.event.Visitor;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.ReceiptSearch.Clue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whether a request of the ledger is the one that an operator looks for. */
final class Clues {
    private Clues() {}

    static boolean fits(Clue clue, Receipt receipt, Ledger.Entry entry) {
        return switch (clue) {
            case Clue.OfRequest(Receipt wanted) -> wanted.equals(receipt);
            case Clue.OfEvent(EventId id) -> {
                Visitor visitor = entry.visitor();
                yield visitor != null && has(entry, ending(entry.site(), visitor, id));
            }
            case Clue.AtHubSpot(DeliveryId id) -> has(entry, id::equals);
            case Clue.OfAnswer(String id) ->
                Stream.of(entry.lines()).anyMatch(line -> id.equals(correlationId(line.fate())));
        };
    }

    /** The ledger does not keep senders' ids, but the ids at HubSpot are made of them. */
    private static Predicate<DeliveryId> ending(String site, Visitor visitor, EventId id) {
        String ending = DeliveryId.of("", new SiteKey(site), visitor.utk(), id).value();
        return one -> one.value().endsWith(ending);
    }

    private static boolean has(Ledger.Entry entry, Predicate<DeliveryId> wanted) {
        for (Ledger.Line line : entry.lines()) {
            DeliveryId id = line.id();
            if (id != null && wanted.test(id)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String correlationId(Fate fate) {
        return switch (fate) {
            case Fate.Delivered(String id, boolean _) -> id;
            case Fate.Dead(DeathCause cause) -> cause.correlationId();
            case Fate.Refused _, Fate.Duplicate _, Fate.Queued _, Fate.Held _, Fate.Revoked _ -> null;
        };
    }
}
