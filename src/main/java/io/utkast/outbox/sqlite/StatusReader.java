package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.OutboxStatus;
import io.utkast.outbox.OutboxStatus.PortalShare;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Puts together what the outbox holds; used by the look-ups' thread only. */
final class StatusReader {
    private final Shares shares;
    private final Reader reader;
    private final RecentDurations commits;
    private final long capacityBytes;

    StatusReader(Shares shares, Reader reader, RecentDurations commits, long capacityBytes) {
        this.shares = shares;
        this.reader = reader;
        this.commits = commits;
        this.capacityBytes = capacityBytes;
    }

    OutboxStatus status() throws SQLException {
        Map<PortalKey, PortalShare> portals = new HashMap<>();
        for (Map.Entry<PortalKey, Shares.Snapshot> entry : shares.snapshots().entrySet()) {
            Shares.Snapshot share = entry.getValue();
            portals.put(
                    entry.getKey(),
                    new PortalShare(
                            share.queued(),
                            share.held(),
                            share.dead(),
                            share.delivered(),
                            share.linked(),
                            reader.oldest(entry.getKey())));
        }
        return new OutboxStatus(
                "sqlite", shares.queued(), shares.liveBytes(), capacityBytes, portals, commits.millis());
    }
}
