package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.event.QueuedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of the queue outside a lane's hands: what is needed to account for it and to tell whose it is. */
record StoredRow(
        PortalKey portal,
        EventRow columns,
        int queue,
        int attempts,
        @Nullable String why,
        byte[] body) {
    static final String COLUMNS = "sequence, portal, queue, attempts, accepted_at, id, site, utk, held, body";

    static StoredRow read(ResultSet row) throws SQLException {
        PortalKey portal = new PortalKey(row.getString("portal"));
        return new StoredRow(
                portal,
                EventRow.read(portal, row),
                row.getInt("queue"),
                row.getInt("attempts"),
                row.getString("held"),
                row.getBytes("body"));
    }

    boolean isHeld() {
        return queue == Tables.HELD;
    }

    long cost() {
        return Shares.cost(body);
    }

    /** The event; null if the body is damaged. */
    @Nullable
    QueuedEvent event() {
        try {
            return EventCodec.decode(body, columns);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
