package io.utkast.outbox.sqlite;

/** What the outbox does around each commit: measures its file, keeps its books, and wakes lanes. */
record CommitBooks(FileGauge gauge, Appends appends, Listeners listeners) implements CommitListener {

    @Override
    public void beforeCommit() {
        gauge.measure();
    }

    @Override
    public void foundStored(StoredRow row) {
        appends.foundStored(row);
    }

    @Override
    public void afterCommit() {
        appends.groupCommitted();
    }

    @Override
    public void afterGroup() {
        listeners.groupEnded();
    }

    @Override
    public boolean wantsCommit() {
        return gauge.isStale();
    }
}
