package io.utkast.outbox.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one connection, by their SQL; used by its thread only, and bounded by the SQL in this package.
 *
 * <p>The driver closes a statement for good when it fails with anything but a lock or a constraint, such as a full disk or
 * one that cannot be read for a moment. Whoever failed calls {@link #renew}, or that statement would never work again.
 */
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** The statement of this SQL, with the parameters that were set last; nobody else uses it while a result is open. */
    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Prepares each anew when it is wanted next. */
    void renew() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // What it failed with last comes up once more; that was told already.
            }
        }
        prepared.clear();
    }
}
