package io.utkast.outbox;

import io.utkast.support.FakeOutbox;

/** The fake keeps the contract too: what lanes are tested with behaves like what they run with. */
class FakeLettersTest extends VisitorsContract {
    private final FakeOutbox outbox = new FakeOutbox(clock);

    @Override
    protected Outbox outbox() {
        return outbox;
    }
}
