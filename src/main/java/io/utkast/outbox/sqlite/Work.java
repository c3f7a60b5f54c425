package io.utkast.outbox.sqlite;

import java.sql.SQLException;
import java.util.concurrent.Executor;

/**
 * A piece of writing for the {@link CommitThread}: it runs inside a transaction that it shares with others. On the writer's
 * thread, but for {@link #tell}.
 */
interface Work {
    Executor WRITER = Runnable::run;

    /**
     * Writes. What it throws rolls the whole group back. Events that others of the group append may not be in their table
     * yet ({@link EventInserts}): a work that looks for events otherwise than by their sequences has to finish them first.
     */
    void run(Tables tables) throws SQLException;

    /** The group is on disk. */
    void committed();

    /** Nothing of the group was written. */
    void failed(Throwable cause);

    /** Tells whoever waits, after {@link #committed} or {@link #failed}, by the {@link #teller}. */
    default void tell() {}

    /** Who runs {@link #tell}: one and the same object for works that can be told together. */
    default Executor teller() {
        return WRITER;
    }
}
