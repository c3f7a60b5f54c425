package io.utkast.outbox.sqlite;

import static io.utkast.support.Events.ACME;
import static io.utkast.support.Events.pageView;
import static io.utkast.support.Events.pageViews;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.QueuedEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed from the file is forgotten in memory: it would pile up there, without a bound, while a lane rests. */
class SweepWorkTest {
    @TempDir
    private Path directory;

    @Test
    void forgetsTheOrderOfWhatItRemoved() throws Exception {
        OutboxSettings settings = SqliteOutboxes.settings(directory);
        try (Connection connection = OutboxFile.open(settings.file()).connect()) {
            Tombstones tombstones = Tombstones.load(new TombstoneTable(new Statements(connection)), 10);
            Books books =
                    new Books(new Shares(settings), new FreshEvents(), new LeaseBook(), tombstones, new Listeners());
            Tables tables = new Tables(connection);
            long sequence = 1;
            for (QueuedEvent event : pageViews(0, 4)) {
                tables.inserts().add(sequence, event, Instant.EPOCH, EventCodec.encode(event));
                books.fresh().add(ACME, event.site().value(), sequence++);
            }
            tables.inserts().finish();
            SweepWork work = new SweepWork(Set.of(pageView(0).visitor()), List.of(1L, 3L), books);

            work.run(tables);
            work.committed();

            assertThat(work.done()).isCompleted();
            assertThat(books.fresh().poll(ACME, pageView(0).site().value(), 9)).containsExactly(2L, 4L);
        }
    }
}
