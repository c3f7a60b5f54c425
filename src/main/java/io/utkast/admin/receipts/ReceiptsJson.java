package io.utkast.admin.receipts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.utkast.event.Receipt;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.outbox.ReceiptSearch.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that were looked for by one of their events. */
@RegisterForReflection
public record ReceiptsJson(List<ReceiptJson> receipts) {

    static ReceiptsJson of(Map<Receipt, Ledger.Entry> known) {
        List<ReceiptJson> receipts = new ArrayList<>();
        known.forEach((receipt, entry) -> receipts.add(ReceiptJson.of(receipt, entry)));
        return new ReceiptsJson(receipts);
    }

    static ReceiptsJson of(Found found) {
        Map<Receipt, List<Trace>> traces = new LinkedHashMap<>();
        for (Trace trace : found.traces()) {
            traces.computeIfAbsent(trace.event().receipt(), receipt -> new ArrayList<>())
                    .add(trace);
        }
        List<ReceiptJson> receipts = new ArrayList<>();
        traces.forEach((receipt, own) -> receipts.add(ReceiptJson.of(receipt, new Found(own, found.complete()))));
        return new ReceiptsJson(receipts);
    }
}
