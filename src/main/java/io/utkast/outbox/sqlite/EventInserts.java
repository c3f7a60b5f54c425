package io.utkast.outbox.sqlite;

import io.utkast.event.QueuedEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Inserts events, several to a statement: of a row's price one third is calling SQLite. What does not fill a statement
 * waits for the next rows, or for {@link #finish}. On the writer's thread only.
 */
final class EventInserts {
    /** More gain nothing (docs/performance.md). */
    static final int ROWS = 8;

    private static final String INSERT =
            "INSERT INTO event (sequence, portal, not_before, attempts, accepted_at, id, site, utk, body, queue) VALUES ";

    private static final String ROW = "(?, ?, ?, 0, ?, ?, ?, ?, ?, 0)";

    private static final String ONE = INSERT + ROW;
    private static final String SEVERAL = INSERT + String.join(", ", Collections.nCopies(ROWS, ROW));

    private final Statements statements;
    private final List<Row> waiting = new ArrayList<>(ROWS);
    /** The ends of what the group that is being written has added; two numbers, since this runs for each event. */
    private long first = Sequences.NONE.first();

    private long last = Sequences.NONE.last();

    private record Row(long sequence, QueuedEvent event, Instant notBefore, byte[] body) {
        /** Binds the columns from the parameter given on; the next one that is free. */
        int bind(PreparedStatement insert, int from) throws SQLException {
            int parameter = from;
            insert.setLong(parameter++, sequence);
            insert.setString(parameter++, event.portal().value());
            insert.setLong(parameter++, notBefore.toEpochMilli());
            insert.setLong(parameter++, event.acceptedAt().toEpochMilli());
            insert.setString(parameter++, event.id().value());
            insert.setString(parameter++, event.site().value());
            insert.setString(parameter++, event.visitor().utk().value());
            insert.setBytes(parameter++, body);
            return parameter;
        }
    }

    EventInserts(Statements statements) {
        this.statements = statements;
    }

    /** Takes the event in; it is in the table at the latest after {@link #finish}. */
    void add(long sequence, QueuedEvent event, Instant notBefore, byte[] body) throws SQLException {
        waiting.add(new Row(sequence, event, notBefore, body));
        first = Math.min(first, sequence);
        last = Math.max(last, sequence);
        if (waiting.size() == ROWS) {
            PreparedStatement several = statements.of(SEVERAL);
            int parameter = 1;
            for (Row row : waiting) {
                parameter = row.bind(several, parameter);
            }
            waiting.clear();
            several.executeUpdate();
        }
    }

    /** Inserts what still waits: the group is complete. */
    void finish() throws SQLException {
        PreparedStatement one = statements.of(ONE);
        for (Row row : waiting) {
            row.bind(one, 1);
            one.executeUpdate();
        }
        waiting.clear();
    }

    /** After the group's commit. */
    void committed() {
        first = Sequences.NONE.first();
        last = Sequences.NONE.last();
    }

    /** Forgets what still waits, since its transaction failed; the sequences that the group had added. */
    Sequences forget() {
        waiting.clear();
        Sequences failed = new Sequences(first, last);
        committed();
        return failed;
    }
}
