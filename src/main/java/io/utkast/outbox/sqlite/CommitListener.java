package io.utkast.outbox.sqlite;

/** Is asked and told around each commit, on the writer's thread. */
@FunctionalInterface
interface CommitListener {

    /** Runs inside the transaction, after the works; what it throws rolls the group back. */
    void beforeCommit();

    /** All works of a group have heard how it ended. */
    default void afterGroup() {}

    /** Whether the writer, having nothing to do, should make a commit of its own. */
    default boolean wantsCommit() {
        return false;
    }
}
