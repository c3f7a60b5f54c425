package io.utkast.outbox.sqlite;

/** Is asked and told around each commit, on the writer's thread. */
@FunctionalInterface
interface CommitListener {

    /** Runs inside the transaction, after the works; what it throws rolls the group back. */
    void beforeCommit();

    /** An event is on disk whose commit was told to have failed; nobody was promised anything. */
    default void foundStored(StoredRow row) {}

    /** The group is on disk, and nobody who waits has heard of it yet. */
    default void afterCommit() {}

    /** Whoever waits for a work of the group is told. */
    default void afterGroup() {}

    /** Whether the writer, having nothing to do, should make a commit of its own. */
    default boolean wantsCommit() {
        return false;
    }
}
