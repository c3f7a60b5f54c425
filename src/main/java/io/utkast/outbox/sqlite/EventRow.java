package io.utkast.outbox.sqlite;

import io.utkast.event.DeliveryId;
import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.event.Utk;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The columns of a stored event, its body apart. */
record EventRow(long sequence, DeliveryId id, PortalKey portal, SiteKey site, Utk utk, Instant acceptedAt) {

    static EventRow read(PortalKey portal, ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong("sequence"),
                new DeliveryId(row.getString("id")),
                portal,
                new SiteKey(row.getString("site")),
                new Utk(row.getString("utk")),
                Instant.ofEpochMilli(row.getLong("accepted_at")));
    }
}
