package io.utkast.outbox.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.utkast.event.DeliveryId;
import io.utkast.event.EventId;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.ReceiptSearch.Clue;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.outbox.ReceiptSearch.Trace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks through the whole queue, without an index: one more on the hot path would cost each event to help a few. It goes
 * in slices, since a read that lasts keeps the write-ahead log from being taken over. Used by the searches' thread only.
 */
final class QueueSearch {
    private static final int SLICE = 20_000;
    /** Some seconds of looking for a receipt; who sends more than that has it in memory for longer too. */
    static final int MOST_ROWS = 2_000_000;
    /** A request has at most 50 events; an event's id serves each visitor once. */
    private static final int MOST_FOUND = 200;

    /** Of the queries that look into a slice of the queue. */
    private static final int LAST_PARAMETER = 3;

    private static final String UTKS =
            "SELECT sequence, utk FROM event WHERE sequence > ? ORDER BY sequence LIMIT " + SLICE;

    private static final String SLICE_START = "SELECT min(sequence), count(*) FROM"
            + " (SELECT sequence FROM event WHERE sequence < ? ORDER BY sequence DESC LIMIT " + SLICE + ")";

    private static final String IN_SLICE =
            "SELECT " + StoredRow.COLUMNS + " FROM event WHERE sequence >= ? AND sequence < ? AND ";

    private static final String BODIES = IN_SLICE + "instr(body, ?) > 0 ORDER BY sequence";
    private static final String IDS = IN_SLICE + "id = ? ORDER BY sequence";
    private static final String DEAD_BODIES = dead("instr(body, ?) > 0");
    private static final String DEAD_IDS = dead("id = ?");
    private static final String DEAD_ANSWERS = dead("correlation_id = ?");

    private final Statements statements;

    QueueSearch(Statements statements) {
        this.statements = statements;
    }

    /** The sequences of all queued events that have one of these utks. */
    List<Long> ofUtks(Set<String> wanted) throws SQLException {
        PreparedStatement utks = statements.of(UTKS);
        List<Long> found = new ArrayList<>();
        long last = Long.MIN_VALUE;
        int rows = SLICE;
        while (rows == SLICE) {
            rows = 0;
            utks.setLong(1, last);
            try (ResultSet row = utks.executeQuery()) {
                while (row.next()) {
                    rows++;
                    last = row.getLong(1);
                    if (wanted.contains(row.getString(2))) {
                        found.add(last);
                    }
                }
            }
        }
        return found;
    }

    private static String dead(String condition) {
        return LetterReader.columns() + "WHERE " + condition + " ORDER BY sequence LIMIT " + MOST_FOUND;
    }

    /** What is left in the outbox of the events that the clue fits. */
    Found of(Clue clue) throws SQLException {
        return switch (clue) {
            case Clue.OfRequest(Receipt receipt) -> ofBodies("receipt", receipt.value());
            case Clue.OfEvent(EventId id) -> ofBodies("event", id.value());
            case Clue.AtHubSpot(DeliveryId id) -> {
                PreparedStatement ids = statements.of(IDS);
                ids.setString(LAST_PARAMETER, id.value());
                PreparedStatement deadIds = statements.of(DEAD_IDS);
                deadIds.setString(1, id.value());
                yield found(ids, deadIds);
            }
            case Clue.OfAnswer(String correlationId) -> {
                PreparedStatement deadAnswers = statements.of(DEAD_ANSWERS);
                deadAnswers.setString(1, correlationId);
                yield new Found(letters(deadAnswers), true);
            }
        };
    }

    private Found ofBodies(String field, String value) throws SQLException {
        // As the codec writes it; such a value has no character that JSON escapes.
        byte[] part = ('"' + field + "\":\"" + value + '"').getBytes(UTF_8);
        PreparedStatement bodies = statements.of(BODIES);
        bodies.setBytes(LAST_PARAMETER, part);
        PreparedStatement deadBodies = statements.of(DEAD_BODIES);
        deadBodies.setBytes(1, part);
        return found(bodies, deadBodies);
    }

    private Found found(PreparedStatement slice, PreparedStatement dead) throws SQLException {
        List<Trace> traces = new ArrayList<>();
        boolean complete = queued(slice, traces);
        traces.addAll(letters(dead));
        return new Found(traces, complete);
    }

    private static List<Trace> letters(PreparedStatement dead) throws SQLException {
        List<Trace> traces = new ArrayList<>();
        try (ResultSet rows = dead.executeQuery()) {
            while (rows.next()) {
                LetterReader.read(rows).ifPresent(letter -> traces.add(new Trace.Dead(letter)));
            }
        }
        return traces;
    }

    /** Whether all of the queue was looked at, the newest first. */
    private boolean queued(PreparedStatement slice, List<Trace> traces) throws SQLException {
        PreparedStatement sliceStart = statements.of(SLICE_START);
        long end = Long.MAX_VALUE;
        for (int looked = 0; looked < MOST_ROWS && traces.size() < MOST_FOUND; looked += SLICE) {
            sliceStart.setLong(1, end);
            long start;
            try (ResultSet row = sliceStart.executeQuery()) {
                row.next();
                if (row.getInt(2) == 0) {
                    return true;
                }
                start = row.getLong(1);
            }
            collect(slice, start, end, traces);
            end = start;
        }
        return false;
    }

    private static void collect(PreparedStatement slice, long start, long end, List<Trace> traces) throws SQLException {
        slice.setLong(1, start);
        slice.setLong(2, end);
        try (ResultSet rows = slice.executeQuery()) {
            while (rows.next()) {
                StoredRow row = StoredRow.read(rows);
                QueuedEvent event = row.event();
                if (event != null) {
                    traces.add(
                            row.isHeld() ? new Trace.Held(event, row.why()) : new Trace.Waiting(event, row.attempts()));
                }
            }
        }
    }
}
