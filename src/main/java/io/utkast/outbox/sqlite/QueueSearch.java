package io.utkast.outbox.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.outbox.ReceiptSearch.Found;
import io.utkast.outbox.ReceiptSearch.Trace;
import java.sql.Connection;
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

    private final PreparedStatement utks;
    private final PreparedStatement receipts;
    private final PreparedStatement sliceStart;
    private final PreparedStatement deadReceipts;

    QueueSearch(Connection connection) throws SQLException {
        utks = connection.prepareStatement(
                "SELECT sequence, utk FROM event WHERE sequence > ? ORDER BY sequence LIMIT " + SLICE);
        sliceStart = connection.prepareStatement("SELECT min(sequence), count(*) FROM"
                + " (SELECT sequence FROM event WHERE sequence < ? ORDER BY sequence DESC LIMIT " + SLICE + ")");
        receipts = connection.prepareStatement("SELECT " + StoredRow.COLUMNS
                + " FROM event WHERE sequence >= ? AND sequence < ? AND instr(body, ?) > 0 ORDER BY sequence");
        deadReceipts =
                connection.prepareStatement(LetterReader.columns() + "WHERE instr(body, ?) > 0 ORDER BY sequence");
    }

    /** The sequences of all queued events that have one of these utks. */
    List<Long> ofUtks(Set<String> wanted) throws SQLException {
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

    /** What is left of the request in the outbox. */
    Found ofReceipt(Receipt receipt) throws SQLException {
        // As the codec writes it; a receipt has no character that JSON escapes.
        byte[] part = ("\"receipt\":\"" + receipt.value() + '"').getBytes(UTF_8);
        List<Trace> traces = new ArrayList<>();
        boolean complete = queued(part, traces);
        deadReceipts.setBytes(1, part);
        try (ResultSet rows = deadReceipts.executeQuery()) {
            while (rows.next()) {
                LetterReader.read(rows).ifPresent(letter -> traces.add(new Trace.Dead(letter)));
            }
        }
        return new Found(traces, complete);
    }

    /** Whether all of the queue was looked at, the newest first. */
    private boolean queued(byte[] part, List<Trace> traces) throws SQLException {
        long end = Long.MAX_VALUE;
        for (int looked = 0; looked < MOST_ROWS; looked += SLICE) {
            sliceStart.setLong(1, end);
            long start;
            try (ResultSet row = sliceStart.executeQuery()) {
                row.next();
                if (row.getInt(2) == 0) {
                    return true;
                }
                start = row.getLong(1);
            }
            collect(part, start, end, traces);
            end = start;
        }
        return false;
    }

    private void collect(byte[] part, long start, long end, List<Trace> traces) throws SQLException {
        receipts.setLong(1, start);
        receipts.setLong(2, end);
        receipts.setBytes(3, part);
        try (ResultSet rows = receipts.executeQuery()) {
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
