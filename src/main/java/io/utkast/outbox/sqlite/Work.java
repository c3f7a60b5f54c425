package io.utkast.outbox.sqlite;

import java.sql.SQLException;

/** A piece of writing for the {@link CommitThread}: it runs inside a transaction that it shares with others. */
interface Work {

    /** Writes. What it throws rolls the whole group back. */
    void run(Tables tables) throws SQLException;

    /** The group is on disk. */
    void committed();

    /** Nothing of the group was written. */
    void failed(Throwable cause);
}
