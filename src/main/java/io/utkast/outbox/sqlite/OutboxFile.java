package io.utkast.outbox.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/** The outbox's file, and connections to it that are as durable as the gateway promises. */
final class OutboxFile {
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int LARGEST_IDLE_LOG = 16 * 1024 * 1024;

    private final Path path;
    private final Path log;

    private OutboxFile(Path path) {
        this.path = path;
        log = path.resolveSibling(path.getFileName() + "-wal");
    }

    /** Opens the file, or makes it; an older one is brought up to date. */
    static OutboxFile open(Path path) throws SQLException {
        OutboxFile file = new OutboxFile(path);
        try (Connection connection = file.connect()) {
            int version = number(connection, "PRAGMA user_version");
            if (version > Schema.VERSION) {
                throw new SQLException(path + " was written by a newer Utkast (schema " + version + ", this one knows "
                        + Schema.VERSION + "): start that version, or move the file away");
            }
            if (version < Schema.VERSION) {
                Schema.upgrade(connection, version);
            }
        }
        return file;
    }

    /**
     * A connection in write-ahead mode with {@code synchronous=FULL}: a commit returns after the log was flushed, so a
     * crash of the machine loses nothing that was acknowledged.
     */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // The log counts against the capacity, and without a limit it keeps the size of its largest transaction.
        config.setJournalSizeLimit(LARGEST_IDLE_LOG);
        // The driver locks at each call; SQLite doing so again takes 2 % of the writer's time.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // Else the driver asks for the last row's id after each insert: a third of its price.
        config.setGetGeneratedKeys(false);
        return config.createConnection("jdbc:sqlite:" + path);
    }

    /** Of a file that was removed or moved, SQLite goes on to write what nobody will find again. */
    void checkIsThere() throws SQLException {
        if (!Files.exists(path)) {
            throw new SQLException(path + " is gone");
        }
    }

    /** Bytes of the pages that hold something; costs two queries. */
    long pageBytes(Connection connection) throws SQLException {
        long pages = number(connection, "PRAGMA page_count") - (long) number(connection, "PRAGMA freelist_count");
        return pages * number(connection, "PRAGMA page_size");
    }

    /** Bytes of the write-ahead log, which grows by whole pages: by far more than what is written into them. */
    long logBytes() {
        try {
            return Files.size(log);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }
}
