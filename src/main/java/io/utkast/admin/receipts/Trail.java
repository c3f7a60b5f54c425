package io.utkast.admin.receipts;

import io.utkast.collect.Handled;
import io.utkast.collect.VerdictListener;
import io.utkast.event.Visitor;

/** What is kept of requests for the operator, in memory: the ledger of receipts, the live tail, and when sites were last seen. */
public record Trail(Ledger ledger, LiveTail tail, LastSeen lastSeen) implements VerdictListener {

    @Override
    public void given(Handled handled) {
        ledger.note(handled);
        tail.note(handled);
        lastSeen.note(handled);
    }

    /** Forgets the visitor. */
    public Forgotten forget(Visitor visitor) {
        return new Forgotten(ledger.forget(visitor), tail.forget(visitor));
    }

    /** So many requests, and lines of the tail, were forgotten. */
    public record Forgotten(int receipts, int lines) {}
}
