package io.utkast.outbox.sqlite;

import io.utkast.event.PortalKey;
import io.utkast.outbox.DeathCause;
import io.utkast.outbox.LaneMemory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The writer's prepared statements, used by its thread only. */
final class Tables {
    /** The queue of events that were only stored so far. It has no index: {@link FreshEvents} knows their order. */
    static final int FRESH = 0;

    /** The queue of replays and of retries of old events: it gives way to the fresh ones. */
    static final int LATE = 1;

    /** The queue of events that wait for an operator or a probe; their not-before is when they were held. */
    static final int HELD = 2;

    /** The queue of young events that were put off or held before: served together with the fresh ones. */
    static final int AGAIN = 3;

    /** Older than the longest back-off, a retry gives way to fresh events. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private static final int QUARTER_SECONDS = 900;

    /** A day in any time zone, and one to spare. */
    private static final Duration KEEP_COUNTS = Duration.ofDays(2);

    private static final String RELEASE = """
            UPDATE event SET held = NULL, not_before = min(accepted_at, ?1),
              queue = CASE WHEN accepted_at < ?2 THEN 1 ELSE 3 END
            WHERE sequence IN\s""";

    static final String RELEASE_ANY =
            RELEASE + "(SELECT sequence FROM event WHERE portal = ?3 AND queue = 2 AND queue > 0 LIMIT ?4)";

    static final String RELEASE_LONGEST_HELD = RELEASE + """
            (SELECT sequence FROM event WHERE portal = ?3 AND queue = 2 AND queue > 0 AND site = ?5
             ORDER BY not_before, sequence LIMIT ?4)""";

    private static final String DELETE = "DELETE FROM event WHERE sequence = ?";

    private static final String LATER = """
            UPDATE event SET not_before = ?1, attempts = attempts + ?2, held = NULL,
              queue = CASE WHEN ?2 AND accepted_at < ?3 THEN 1 WHEN queue = 0 THEN 3 ELSE queue END
            WHERE sequence = ?4""";

    private static final String HOLD =
            "UPDATE event SET queue = 2, not_before = ?, held = ? WHERE sequence = ? AND queue <> 2";

    private static final String FIND = "SELECT " + StoredRow.COLUMNS + " FROM event WHERE sequence = ?";

    private static final String FRESH_AMONG =
            "SELECT " + StoredRow.COLUMNS + " FROM event WHERE sequence BETWEEN ? AND ? AND queue = " + FRESH;

    private static final String NOTE = "INSERT INTO request (portal, at) VALUES (?, ?)";
    private static final String FORGET = "DELETE FROM request WHERE portal = ? AND at < ?";

    private static final String COUNT = """
            INSERT INTO request_count (portal, quarter, requests) VALUES (?, ?, 1)
            ON CONFLICT DO UPDATE SET requests = requests + 1""";

    private static final String FORGET_COUNTS = "DELETE FROM request_count WHERE portal = ? AND quarter < ?";

    private final Statements statements;
    private final EventInserts inserts;
    private final SiteQueues sites;
    private final LaneTable lanes;
    private final LetterTable letters;
    private final TombstoneTable tombstones;

    /** The quarter of an hour in which a portal's old notes were deleted last. */
    private final Map<PortalKey, Long> tidied = new HashMap<>();

    Tables(Connection connection) {
        statements = new Statements(connection);
        inserts = new EventInserts(statements);
        sites = new SiteQueues(statements);
        lanes = new LaneTable(statements);
        letters = new LetterTable(statements);
        tombstones = new TombstoneTable(statements);
    }

    /**
     * After a transaction that failed: nothing of it may be in the next one, and its statements may be unusable. The
     * sequences of the events that it had.
     */
    Sequences forget() {
        statements.renew();
        return inserts.forget();
    }

    /** Inserts the events of the group; {@link EventInserts#finish} before the commit. */
    EventInserts inserts() {
        return inserts;
    }

    /** Whether it was there. */
    boolean delete(long sequence) throws SQLException {
        PreparedStatement delete = statements.of(DELETE);
        delete.setLong(1, sequence);
        return delete.executeUpdate() == 1;
    }

    /** The event's row as it stands, null if it is gone. */
    @Nullable
    StoredRow find(long sequence) throws SQLException {
        PreparedStatement find = statements.of(FIND);
        find.setLong(1, sequence);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? StoredRow.read(row) : null;
        }
    }

    /** The rows among these that were only stored so far. */
    List<StoredRow> fresh(Sequences sequences) throws SQLException {
        PreparedStatement fresh = statements.of(FRESH_AMONG);
        fresh.setLong(1, sequences.first());
        fresh.setLong(2, sequences.last());
        List<StoredRow> found = new ArrayList<>();
        try (ResultSet rows = fresh.executeQuery()) {
            while (rows.next()) {
                found.add(StoredRow.read(rows));
            }
        }
        return found;
    }

    LetterTable letters() {
        return letters;
    }

    TombstoneTable tombstones() {
        return tombstones;
    }

    /** Puts the event off; once it is old and was tried, it gives way to fresh ones. */
    void later(long sequence, Instant notBefore, boolean attempted, Instant now) throws SQLException {
        PreparedStatement later = statements.of(LATER);
        later.setLong(1, notBefore.toEpochMilli());
        later.setInt(2, attempted ? 1 : 0);
        later.setLong(3, now.minus(OLD).toEpochMilli());
        later.setLong(4, sequence);
        later.executeUpdate();
    }

    /** Holds the event; says how many were not held before, one or none. */
    int hold(long sequence, String why, Instant now) throws SQLException {
        PreparedStatement hold = statements.of(HOLD);
        hold.setLong(1, now.toEpochMilli());
        hold.setString(2, why);
        hold.setLong(3, sequence);
        return hold.executeUpdate();
    }

    /** Makes held events due, whichever come first; says how many. */
    int releaseAny(PortalKey portal, int limit, Instant now) throws SQLException {
        return release(statements.of(RELEASE_ANY), portal, limit, now);
    }

    /** Makes held events due, those held longest of the site with the one held longest; says how many. */
    int releaseLongestHeld(PortalKey portal, int limit, Instant now) throws SQLException {
        Optional<String> site = sites.first(portal, HELD);
        if (site.isEmpty()) {
            return 0;
        }
        PreparedStatement releaseLongest = statements.of(RELEASE_LONGEST_HELD);
        releaseLongest.setString(5, site.get());
        return release(releaseLongest, portal, limit, now);
    }

    private static int release(PreparedStatement release, PortalKey portal, int limit, Instant now)
            throws SQLException {
        release.setLong(1, now.toEpochMilli());
        release.setLong(2, now.minus(OLD).toEpochMilli());
        release.setString(3, portal.value());
        release.setInt(4, limit);
        return release.executeUpdate();
    }

    /** Moves the event to the dead letters. */
    void bury(long sequence, DeathCause cause, Instant now) throws SQLException {
        letters.bury(sequence, cause, now);
        delete(sequence);
    }

    /** Notes one request, and now and then forgets those before the time given; says that it did. */
    boolean noteRequest(PortalKey portal, Instant at, Instant forgetBefore) throws SQLException {
        PreparedStatement note = statements.of(NOTE);
        note.setString(1, portal.value());
        note.setLong(2, at.toEpochMilli());
        note.executeUpdate();
        PreparedStatement count = statements.of(COUNT);
        count.setString(1, portal.value());
        count.setLong(2, quarter(at));
        count.executeUpdate();
        Long quarter = quarter(at);
        if (!quarter.equals(tidied.put(portal, quarter))) {
            tidy(portal, at, forgetBefore);
        }
        return true;
    }

    /** Once in a quarter of an hour: a delete at each request would cost more than the note. */
    private void tidy(PortalKey portal, Instant at, Instant forgetBefore) throws SQLException {
        PreparedStatement forget = statements.of(FORGET);
        forget.setString(1, portal.value());
        forget.setLong(2, forgetBefore.toEpochMilli());
        forget.executeUpdate();
        PreparedStatement forgetCounts = statements.of(FORGET_COUNTS);
        forgetCounts.setString(1, portal.value());
        forgetCounts.setLong(2, quarter(at.minus(KEEP_COUNTS)));
        forgetCounts.executeUpdate();
    }

    /** Keeps what a lane has to know after a restart; says that it did. */
    boolean remember(PortalKey portal, LaneMemory memory) throws SQLException {
        lanes.write(portal, memory);
        return true;
    }

    /** Quarters of an hour since the epoch: midnight of every time zone lies on the border of one. */
    static long quarter(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), QUARTER_SECONDS);
    }

    /** Writes and flushes the file's first page with what stands in it. */
    void probe() throws SQLException {
        try (Statement statement = statements.connection().createStatement()) {
            statement.execute("PRAGMA user_version = " + Schema.VERSION);
        }
    }
}
