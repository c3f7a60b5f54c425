package io.utkast.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks into an outbox's file from outside, as an operator with {@code sqlite3} does, and can make its disk refuse. */
public final class StoredEvents implements AutoCloseable {
    private final Connection connection;

    public StoredEvents(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute("PRAGMA busy_timeout = 5000");
    }

    /** Events in the file, dead ones not counted. */
    public long count() throws SQLException {
        return number("SELECT count(*) FROM event");
    }

    /** The body of the event that was stored last. */
    public JsonObject latest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT body FROM event ORDER BY sequence DESC LIMIT 1")) {
            row.next();
            return new JsonObject(new String(row.getBytes(1), UTF_8));
        }
    }

    /** From now on each insertion fails. */
    public void refuseInsertions() throws SQLException {
        execute("CREATE TRIGGER refuse_insert BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no space'); END");
    }

    /** From now on each deletion fails. */
    public void refuseDeletions() throws SQLException {
        execute("CREATE TRIGGER refuse_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'no space'); END");
    }

    /** The disk is well again. */
    public void refuseNothing() throws SQLException {
        execute("DROP TRIGGER IF EXISTS refuse_insert");
        execute("DROP TRIGGER IF EXISTS refuse_delete");
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
