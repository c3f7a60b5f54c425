package io.utkast.outbox.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an operator can do about a failure of the outbox's file. */
final class Advice {
    private static final int PRIMARY = 0xff;

    private Advice() {}

    /** Something that needs the file. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /** Adds the file's name and the way out to what SQLite says of a failure. */
    static <T> T naming(Path file, Attempt<T> attempt) throws SQLException {
        try {
            return attempt.run();
        } catch (SQLiteException e) {
            throw new SQLException(file + ": " + e.getMessage() + "; " + on(e), e);
        }
    }

    /** What to do, in plain words. */
    static String on(Throwable cause) {
        // Its extended codes, such as SQLITE_IOERR_WRITE, have the plain one in their lowest byte.
        int code = cause instanceof SQLiteException failure ? failure.getErrorCode() & PRIMARY : 0;
        return switch (SQLiteErrorCode.getErrorCode(code)) {
            case SQLITE_FULL -> "make room on the disk; it goes on by itself";
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                "make the file and its folder writable for the gateway's user";
            case SQLITE_IOERR -> "look at the kernel's log and at the disk; it goes on by itself once writing works";
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "stop the gateway, keep a copy of the file, then recover it, restore a backup or move it away:"
                        + " see docs/operating.md";
            case SQLITE_BUSY, SQLITE_LOCKED -> "end the other program that writes to the file";
            default -> "see docs/operating.md";
        };
    }
}
